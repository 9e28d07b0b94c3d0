"""What sending costs, by country, weight and value of the goods."""

from itertools import groupby

from shop.catalogue.memory import remembered
from shop.catalogue.models import CarriageRate

Step = tuple[int, int, int | None]  # up to grams, price, free from goods of


def carriage_cents(country: str, grams: int, goods_cents: int) -> int | None:
    """The carriage excluding VAT; None where we do not deliver.

    What is heavier than the heaviest step travels in several parcels: full ones, and one for the rest.
    """
    steps = _steps(country)
    if not steps:
        return None
    if missing_for_free(country, goods_cents) == 0:
        return 0
    heaviest, price_of_heaviest, _ = steps[-1]
    full_parcels, rest = divmod(max(grams, 1) - 1, heaviest)
    for up_to_grams, price_cents, _ in steps:
        if rest + 1 <= up_to_grams:
            return full_parcels * price_of_heaviest + price_cents
    return None


def missing_for_free(country: str, goods_cents: int) -> int | None:
    """For how much more goods carriage is free: 0 when it is, None when it never is."""
    thresholds = [free_from for _, _, free_from in _steps(country) if free_from is not None]
    return max(0, min(thresholds) - goods_cents) if thresholds else None


def countries() -> list[str]:
    """Where we deliver."""
    return sorted(remembered("carriage", _all_steps))


def _steps(country: str) -> list[Step]:
    return remembered("carriage", _all_steps).get(country, [])


def _all_steps() -> dict[str, list[Step]]:
    rows = CarriageRate.objects.order_by("country", "up_to_grams").values_list(
        "country", "up_to_grams", "price_cents", "free_from_cents"
    )
    return {
        country: [(grams, price, free) for _, grams, price, free in steps]
        for country, steps in groupby(rows, key=lambda row: row[0])
    }
