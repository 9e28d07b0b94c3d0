"""Contracts of the demo: offered, running, renewing soon, under notice, ended, dearer, and collected."""

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from accounts.models import Membership, Practice
from contracts.agreements import services
from contracts.agreements.models import Contract, Index, Plan, PlanPrice
from contracts.devices.models import Device, DeviceKind
from d4d.demo.calendar import days_ago
from d4d.foundation import clock
from shop.catalogue import services as catalogue
from shop.catalogue.models import Brand, Category, Product, ProductLink, Variant

PRICE_CENTS = {"autoclave": 38_900, "treatment-unit": 54_500, "compressor": 24_900, "suction": 22_500}
OTHERS_CENTS = 19_900
SINCE = date(2024, 1, 1)


def plans() -> list[Plan]:
    """Two plans, a price for every kind of device, and the first one as an article in the shop."""
    made = [
        Plan.objects.create(
            code="basis",
            name="Basisonderhoud",
            name_en="Basic care",
            description="Eén keer per jaar controle, kalibratie en een rapport voor uw dossier.",
            description_en="A check, calibration and a report for your dossier once a year.",
            visits_a_year=1,
            response_hours=16,
            covers_labour=False,
        ),
        Plan.objects.create(
            code="zorgeloos",
            name="Zorgeloos onderhoud",
            name_en="Carefree",
            description="Twee bezoeken per jaar, arbeid en onderdelen gedekt, en een leenapparaat.",
            description_en="Two visits a year, labour and parts covered, and a loan device during repairs.",
            visits_a_year=2,
            response_hours=8,
            covers_parts=True,
            covers_loan=True,
            period_months=3,
        ),
    ]
    for factor, plan in enumerate(made, start=1):
        PlanPrice.objects.bulk_create(
            PlanPrice(
                plan=plan,
                kind=kind,
                price_cents=PRICE_CENTS.get(kind.code, OTHERS_CENTS) // (1, 2)[factor - 1],
                valid_from=SINCE,
            )
            for kind in DeviceKind.objects.all()
        )
    made[0].variant = _article()
    made[0].save(update_fields=["variant"])
    return made


def agree(practices: Sequence[Practice]) -> None:
    """A contract in every state, billed by the run as it is in earnest."""
    basic, carefree = plans()
    linde, maas, kempen = practices
    stand, other, third = (_free(practice) for practice in practices)
    today = clock.today()
    with days_ago(20):
        _record(linde, carefree, clock.months_later(today, -5), stand[:2], "Kostenplaats 4410")
        renewing = _record(linde, basic, clock.months_later(today + timedelta(days=45), -12), stand[2:3])
        leaving = _record(maas, carefree, clock.months_later(today, -8), other[:2])
        short = _record(maas, basic, clock.months_later(today, -11), other[2:3])
        _record(kempen, basic, clock.months_later(today, -2), third[:1])
        Index.objects.get_or_create(
            from_on=today.replace(day=1),
            defaults={"permille": 32, "source": "CBS, dienstenprijzen"},
        )
        services.bill()
    with days_ago(15):
        services.give_notice(leaving.pk, _manager(maas))
        Contract.objects.filter(pk=short.pk).update(ends_on=clock.today() + timedelta(days=10))
    with days_ago(1):
        services.every_day()
    services.propose(services.Offer(linde.pk, carefree.pk, today, [one.pk for one in stand[3:5]]), None)
    assert renewing.is_running


def _record(
    practice: Practice, plan: Plan, starts_on: date, devices: Sequence[Device], reference: str = ""
) -> Contract:
    ids = [one.pk for one in devices]
    return services.record(services.Offer(practice.pk, plan.pk, starts_on, ids, reference=reference), None)


def _free(practice: Practice) -> list[Device]:
    return list(Device.objects.for_practice(practice).in_use().order_by("kind__position", "pk"))


def _manager(practice: Practice) -> UUID | None:
    manager = practice.memberships.filter(role=Membership.Role.MANAGER).order_by("pk").first()
    return manager.user.subject.uuid if manager else None


def _article() -> Variant:
    category, _made = Category.objects.get_or_create(
        slug="onderhoud", defaults={"name": "Onderhoud", "name_en": "Maintenance"}
    )
    brand, _made = Brand.objects.get_or_create(slug="d4d", defaults={"name": "Dentists4Dentists"})
    product = Product.objects.create(
        category=category,
        brand=brand,
        slug="onderhoudscontract-basis",
        name="Onderhoudscontract Basis, per apparaat en jaar",
        name_en="Maintenance contract Basic, per device and year",
        description="Eén keer per jaar controle, kalibratie en een rapport. Loopt zodra de bestelling "
        "betaald is; een apparaat uit dezelfde bestelling valt er vanzelf onder.",
        description_en="A check, calibration and a report once a year. It runs from payment; a device "
        "in the same order is covered by itself.",
        is_published=True,
        is_service=True,
    )
    ProductLink.objects.bulk_create(
        ProductLink(product=device, other=product, kind=ProductLink.Kind.RELATED)
        for device in Product.objects.filter(service__isnull=False).order_by("pk")
    )
    article = Variant.objects.create(
        product=product, number="D4D-CONTRACT-B", unit_price_e4=OTHERS_CENTS * 100, weight_grams=0
    )
    catalogue.index_product(product.pk)
    return article
