"""Which VAT rate an article bears on a day."""

from datetime import date

from shop.catalogue.memory import remembered
from shop.catalogue.models import VatClass, VatRate


class NoRate(LookupError):
    """A VAT class has no rate on the day that is asked for."""


class Rates(dict[str, int]):
    """The rates of one day, in permille, by VAT class."""

    def __missing__(self, vat_class: str) -> int:
        raise NoRate(f"there is no VAT rate for class {vat_class}")


def rates_on(day: date) -> Rates:
    """The rates that hold on a day; what is exempt has none, which is 0. Raises NoRate when asked."""
    rates = Rates({VatClass.EXEMPT.value: 0})
    for vat_class, since, permille in remembered("vat-rates", _all_rates):
        if since <= day:
            rates[vat_class] = permille
    return rates


def _all_rates() -> list[tuple[str, date, int]]:
    return list(VatRate.objects.order_by("since").values_list("vat_class", "since", "permille"))
