"""The terms of the demo shop: VAT rates, carriage, tiers and a price list for a group of practices."""

from datetime import date
from decimal import Decimal
from typing import Any

from d4d.foundation.money import round_half_up
from shop.catalogue.models import CarriageRate, Price, PriceGroup, Variant, VatClass, VatRate

GROUP = "Samenwerkende praktijken"
GROUP_SHELF, GROUP_PERMILLE = "handschoenen", 80

VAT_RATES = (
    (VatClass.HIGH, date(2012, 10, 1), 210),
    (VatClass.LOW, date(2019, 1, 1), 90),
    (VatClass.ZERO, date(1969, 1, 1), 0),
)
FREE_FROM_CENTS = {"NL": 15_000, "BE": 25_000, "DE": None}
CARRIAGE = {
    "NL": ((10_000, 695), (23_000, 1_195), (31_500, 1_695)),
    "BE": ((10_000, 995), (23_000, 1_595), (31_500, 2_195)),
    "DE": ((10_000, 1_295), (23_000, 1_995), (31_500, 2_695)),
}


def load(products: list[dict[str, Any]]) -> None:
    """Write the terms; what is there already stays or is brought up to date."""
    VatRate.objects.bulk_create(
        [VatRate(vat_class=kind, since=since, permille=permille) for kind, since, permille in VAT_RATES],
        ignore_conflicts=True,
    )
    CarriageRate.objects.bulk_create(
        [
            CarriageRate(
                country=country,
                up_to_grams=grams,
                price_cents=cents,
                free_from_cents=FREE_FROM_CENTS[country],
            )
            for country, steps in CARRIAGE.items()
            for grams, cents in steps
        ],
        update_conflicts=True,
        unique_fields=["country", "up_to_grams"],
        update_fields=["price_cents", "free_from_cents"],
    )
    _prices(products)


def _prices(products: list[dict[str, Any]]) -> None:
    group, _made = PriceGroup.objects.get_or_create(name=GROUP)
    variants = dict(Variant.objects.values_list("number", "pk"))
    wanted: list[Price] = []
    for row in products:
        for one in row["variants"]:
            tiers: list[tuple[PriceGroup | None, int, int]] = [
                (None, quantity, permille) for quantity, permille in row.get("tiers", ())
            ]
            if row["category"] == GROUP_SHELF:
                tiers.append((group, 1, GROUP_PERMILLE))
            wanted += [
                Price(
                    variant_id=variants[one["number"]],
                    group=whom,
                    from_quantity=quantity,
                    unit_price_e4=_reduced(one["price_e4"], permille),
                )
                for whom, quantity, permille in tiers
            ]
    Price.objects.filter(variant_id__in=variants.values(), practice=None, valid_from=None).delete()
    Price.objects.bulk_create(wanted)


def _reduced(unit_e4: int, permille: int) -> int:
    """A price with some permille off, in whole cents."""
    return 100 * round_half_up(Decimal(unit_e4) * (1000 - permille) / 100_000)
