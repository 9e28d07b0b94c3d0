"""Making contracts: offered and accepted, or written down; one contract a device at a time."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
import time_machine

from contracts.agreements import coverage, services
from contracts.agreements.models import Contract, Plan
from contracts.agreements.services import Overlap
from tests.contracts.agreements.builders import a_contract, a_device, a_plan, an_offer
from tests.shop.builders import a_practice, an_article

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tariffs")]


def test_who_has_no_contract_is_promised_what_the_house_promises(settings: Any) -> None:
    settings.SERVICE_RESPONSE_HOURS = 24
    contract = a_contract()
    (line,) = contract.lines.all()
    assert line.device
    assert coverage.of(line.device, date(2025, 12, 31)).response_hours == 24
    assert coverage.of(line.device, date(2026, 1, 1)).response_hours == 16


def test_the_terms_are_copied_and_never_follow_the_plan_later() -> None:
    contract = a_contract(plan=a_plan(visits_a_year=2, response_hours=8))
    Plan.objects.update(visits_a_year=1, response_hours=40, covers_labour=False)
    contract.refresh_from_db()
    assert (contract.visits_a_year, contract.response_hours, contract.covers_labour) == (2, 8, True)


def test_the_numbers_of_a_year_have_no_gap() -> None:
    with time_machine.travel("2026-05-01", tick=False):
        numbers = [a_contract().number for _ in range(2)]
    assert numbers == ["M2026-000001", "M2026-000002"]


def test_an_offer_counts_from_the_moment_that_somebody_agrees() -> None:
    somebody = uuid4()
    contract = services.propose(an_offer(starts_on=date(2026, 1, 1)), by=None)
    assert services.bill(date(2026, 3, 1)) == []
    with time_machine.travel("2026-03-10 10:00:00+00:00", tick=False):
        services.accept(contract.pk, somebody)
        services.accept(contract.pk, somebody)
    contract.refresh_from_db()
    assert (contract.state, contract.agreed_by) == (Contract.State.ACTIVE, somebody)
    assert (contract.starts_on, contract.renews_on) == (date(2026, 3, 10), date(2027, 3, 10))
    assert contract.lines.get().starts_on == date(2026, 3, 10)


def test_a_withdrawn_offer_cannot_be_accepted() -> None:
    contract = services.propose(an_offer(), by=None)
    services.withdraw(contract.pk, by=None)
    with pytest.raises(services.CannotBeAgreed):
        services.accept(contract.pk, uuid4())
    contract.refresh_from_db()
    assert contract.state == Contract.State.WITHDRAWN


def test_a_device_stands_under_one_contract_at_a_time() -> None:
    contract = a_contract()
    device = contract.lines.get().device
    assert device
    offer = services.Offer(contract.practice_id, contract.plan_id, date(2026, 6, 1), [device.pk])
    with pytest.raises(Overlap) as refused:
        services.record(offer, by=None)
    assert (refused.value.contract, refused.value.until) == (contract.number, None)
    assert Contract.objects.count() == 1


def test_of_two_offers_for_one_device_the_second_cannot_be_accepted() -> None:
    practice, plan = a_practice(), a_plan()
    device = a_device(practice)
    offer = services.Offer(practice.pk, plan.pk, date(2026, 1, 1), [device.pk])
    first, second = services.propose(offer, by=None), services.propose(offer, by=None)
    services.accept(first.pk, uuid4())
    with pytest.raises(Overlap):
        services.accept(second.pk, uuid4())
    second.refresh_from_db()
    assert (second.state, second.agreed_at) == (Contract.State.PROPOSED, None)


def test_after_a_contract_ends_its_device_is_free_from_the_day_after() -> None:
    contract = a_contract(plan=a_plan(renews=False))
    device = contract.lines.get().device
    assert device
    late = services.Offer(contract.practice_id, contract.plan_id, date(2026, 12, 31), [device.pk])
    with pytest.raises(Overlap):
        services.record(late, by=None)
    services.record(
        services.Offer(contract.practice_id, contract.plan_id, date(2027, 1, 1), [device.pk]), by=None
    )
    assert Contract.objects.count() == 2


def test_a_device_of_another_practice_is_not_offered_for() -> None:
    practice, plan = a_practice(), a_plan()
    with pytest.raises(services.NotOffered):
        services.record(
            services.Offer(practice.pk, plan.pk, date(2026, 1, 1), [a_device(a_practice()).pk]), by=None
        )


def test_coverage_says_warranty_before_contract_before_paid() -> None:
    contract = a_contract(plan=a_plan(covers_parts=False, covers_loan=True, response_hours=8))
    device = contract.lines.get().device
    assert device
    device.warranty_until = date(2026, 3, 1)
    assert coverage.of(device, date(2025, 12, 31)).kind == "paid"  # somebody else sold it
    device.variant = an_article()
    said = [coverage.of(device, day) for day in (date(2026, 3, 1), date(2026, 3, 2), date(2025, 12, 31))]
    assert [one.kind for one in said] == ["warranty", "contract", "warranty"]
    assert [one.parts for one in said[:2]] == [True, False]
    assert all(one.labour and one.loan for one in said[:2])
    device.warranty_until = None
    before = coverage.of(device, date(2025, 12, 31))
    assert (before.kind, before.contract, before.response_hours) == ("paid", None, 16)
