"""Prices follow an index: once, announced, from a period that nobody has paid yet."""

from datetime import date

import pytest
import time_machine

from contracts.agreements import mails, services
from contracts.agreements.models import Index, Indexation
from shop.invoicing.models import Invoice
from tests.contracts.agreements.builders import a_contract, a_plan

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tariffs")]


def an_index(from_on: date, permille: int = 32) -> Index:
    return Index.objects.create(from_on=from_on, permille=permille, source="CBS CPI oktober 2026")


def test_a_price_rises_from_the_next_term_and_never_inside_a_paid_period() -> None:
    contract = a_contract()
    services.bill(date(2026, 1, 1))
    an_index(date(2026, 6, 1))
    assert services.apply_indices(date(2026, 5, 1)) == 1
    assert services.apply_indices(date(2026, 5, 2)) == 0
    old, new = contract.lines.order_by("pk")
    assert (old.price_cents, old.ends_on) == (36_500, date(2026, 12, 31))
    assert (new.price_cents, new.starts_on, new.device) == (37_668, date(2027, 1, 1), old.device)
    services.bill(date(2027, 1, 1))
    assert list(Invoice.objects.order_by("pk").values_list("net_cents", flat=True)) == [36_500, 37_668]


def test_who_is_told_too_late_pays_the_old_price_for_one_period_more() -> None:
    contract = a_contract(plan=a_plan(period_months=3))
    an_index(date(2026, 12, 1))
    services.apply_indices(date(2026, 11, 15))  # 60 days before: 14 January
    assert Indexation.objects.get().from_on == date(2027, 4, 1)
    assert contract.lines.order_by("pk")[1].starts_on == date(2027, 4, 1)


def test_two_indices_rest_on_each_other() -> None:
    contract = a_contract()
    an_index(date(2026, 6, 1), 100)
    an_index(date(2027, 6, 1), 100)
    services.apply_indices(date(2027, 5, 1))
    assert [line.price_cents for line in contract.lines.order_by("pk")][-1] in {40_150, 44_165}
    services.every_day(date(2028, 1, 1))
    assert Invoice.objects.order_by("-pk")[0].net_cents == 44_165


def test_who_agreed_after_the_index_pays_what_was_agreed() -> None:
    a_contract(starts_on=date(2026, 7, 1))
    an_index(date(2026, 6, 1))
    assert services.apply_indices(date(2026, 7, 1)) == 0


def test_the_letter_names_both_prices_the_day_and_the_source(mailoutbox: list) -> None:  # type: ignore[type-arg]
    a_contract()
    an_index(date(2026, 6, 1))
    with time_machine.travel("2026-05-01 09:00:00+00:00", tick=False):
        services.apply_indices()
    mails.announce_price(Indexation.objects.get().pk)
    mails.announce_price(Indexation.objects.get().pk)
    (letter,) = mailoutbox
    for words in ("365,00", "376,68", "1 januari 2027", "CBS CPI oktober 2026", "3,2"):
        assert words in letter.body
