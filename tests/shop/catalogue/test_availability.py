"""The stock label follows what is available: on hand less what is reserved."""

from datetime import date
from typing import Any

import pytest
from django.utils import translation

from shop.catalogue.availability import label
from shop.catalogue.models import Product, Variant

TODAY = date(2026, 11, 22)


def _variant(*, is_service: bool = False, **facts: Any) -> Variant:
    return Variant(product=Product(is_service=is_service), **facts)


@pytest.mark.parametrize(
    ("on_hand", "allocated", "expected_on", "kind"),
    [
        (6, 0, None, "in_stock"),
        (20, 14, None, "in_stock"),
        (20, 15, None, "few"),
        (1, 0, None, "few"),
        (3, 3, None, "on_order"),
        (0, 0, date(2026, 12, 4), "expected"),
        (0, 0, TODAY, "expected"),
        (0, 0, date(2026, 11, 21), "on_order"),
        (9, 0, date(2026, 12, 4), "in_stock"),
    ],
)
def test_stock_is_told_in_words(on_hand: int, allocated: int, expected_on: date | None, kind: str) -> None:
    variant = _variant(on_hand=on_hand, allocated=allocated, expected_on=expected_on)
    assert label(variant, TODAY).kind == kind


def test_an_expected_delivery_is_told_with_its_day() -> None:
    with translation.override("en"):
        answer = label(_variant(expected_on=date(2026, 12, 4)), TODAY)
    assert (answer.text, answer.expected_on) == ("Expected on 4 December", date(2026, 12, 4))


def test_what_is_no_longer_made_is_not_available() -> None:
    assert label(_variant(on_hand=9, is_discontinued=True), TODAY).kind == "discontinued"


def test_a_service_is_told_without_a_word_about_stock() -> None:
    with translation.override("nl"):
        answer = label(_variant(is_service=True, expected_on=date(2026, 12, 4)), TODAY)
    assert (answer.kind, answer.text, answer.expected_on) == ("service", "Dienst", None)
    assert label(_variant(is_service=True, is_discontinued=True), TODAY).kind == "discontinued"
