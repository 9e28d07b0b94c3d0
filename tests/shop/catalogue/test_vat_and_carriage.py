"""What belongs to a day: the VAT rates, and what sending costs."""

from datetime import date

import pytest

from shop.catalogue import carriage, memory
from shop.catalogue.models import CarriageRate, VatRate
from shop.catalogue.vat import NoRate, rates_on
from tests.shop.catalogue.builders import the_vat_rates

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("day", "low"),
    [(date(2018, 12, 31), None), (date(2019, 1, 1), 90), (date(2026, 1, 1), 90), (date(2027, 1, 1), 210)],
)
def test_a_rate_holds_from_its_day_on(day: date, low: int | None) -> None:
    the_vat_rates()
    VatRate.objects.create(vat_class="low", since=date(2027, 1, 1), permille=210)
    rates = rates_on(day)
    assert rates["high"] == 210
    assert rates.get("low") == low


def test_what_is_exempt_bears_no_vat() -> None:
    assert rates_on(date(2026, 1, 1))["exempt"] == 0


def test_a_class_without_a_rate_is_refused() -> None:
    with pytest.raises(NoRate):
        rates_on(date(2026, 1, 1))["high"]


@pytest.fixture
def parcels() -> None:
    rows = [("NL", 10_000, 695, 15_000), ("NL", 23_000, 1_195, 15_000), ("DE", 10_000, 1_295, None)]
    CarriageRate.objects.bulk_create(
        CarriageRate(country=country, up_to_grams=grams, price_cents=cents, free_from_cents=free)
        for country, grams, cents, free in rows
    )
    memory.forget()


@pytest.mark.parametrize(
    ("country", "grams", "goods_cents", "cents"),
    [
        ("NL", 1, 100, 695),
        ("NL", 0, 100, 695),
        ("NL", 10_000, 14_999, 695),
        ("NL", 10_001, 100, 1_195),
        ("NL", 23_000, 100, 1_195),
        ("NL", 23_001, 100, 1_195 + 695),
        ("NL", 46_000, 100, 2 * 1_195),
        ("NL", 50_000, 15_000, 0),
        ("DE", 500, 999_999, 1_295),
        ("FR", 500, 999_999, None),
    ],
)
def test_carriage_follows_country_weight_and_value(
    country: str, grams: int, goods_cents: int, cents: int | None, parcels: None
) -> None:
    assert carriage.carriage_cents(country, grams, goods_cents) == cents


def test_what_is_missing_for_free_carriage_is_told(parcels: None) -> None:
    assert carriage.missing_for_free("NL", 12_000) == 3_000
    assert carriage.missing_for_free("NL", 15_000) == 0
    assert carriage.missing_for_free("DE", 99_999) is None
    assert carriage.countries() == ["DE", "NL"]
