"""Plain builders for contracts: a kind of device, a plan with a price, a device, a running contract."""

from datetime import date
from itertools import count
from typing import Any

from accounts.models import Practice
from contracts.agreements import services
from contracts.agreements.models import Contract, Plan, PlanPrice
from contracts.devices.models import Device, DeviceKind
from tests.shop.builders import a_practice

_numbers = count(1)


def a_kind(code: str = "autoclave") -> DeviceKind:
    """A sort of device; the same code is the same sort."""
    kind, _ = DeviceKind.objects.get_or_create(
        code=code, defaults={"name": "Autoclaaf", "name_en": "Autoclave"}
    )
    return kind


def a_device(practice: Practice, **facts: Any) -> Device:
    """A device in use at a practice."""
    number = next(_numbers)
    usual = {"kind": a_kind(), "brand": "Melag", "model": "Vacuclave", "serial": f"SN{number:05}"}
    return Device.objects.create(practice=practice, **(usual | facts))


def a_plan(price_cents: int = 36_500, **facts: Any) -> Plan:
    """A plan of a year in advance, a month's notice, with a price for autoclaves."""
    number = next(_numbers)
    usual = {"code": f"plan-{number}", "name": "Zorgeloos", "name_en": "Carefree"}
    plan = Plan.objects.create(**(usual | facts))
    PlanPrice.objects.create(plan=plan, kind=a_kind(), price_cents=price_cents, valid_from=date(2010, 1, 1))
    return plan


def an_offer(
    practice: Practice | None = None,
    plan: Plan | None = None,
    *,
    starts_on: date = date(2026, 1, 1),
    devices: int = 1,
    **facts: Any,
) -> services.Offer:
    """An offer of a plan for some new devices."""
    practice = practice or a_practice(kvk_number="12345678")
    plan = plan or a_plan()
    ids = [a_device(practice).pk for _ in range(devices)]
    return services.Offer(practice.pk, plan.pk, starts_on, ids, **facts)


def a_contract(practice: Practice | None = None, plan: Plan | None = None, **facts: Any) -> Contract:
    """A running contract, as staff writes it down."""
    contract = services.record(an_offer(practice, plan, **facts), by=None)
    contract.refresh_from_db()
    return contract
