"""A month of business: whatever was done, every report ties to the cent, and to the test's own books."""

from collections.abc import Iterator
from itertools import count
from random import Random
from typing import Any

import pytest
import time_machine

from shop.invoicing.books.period import Period
from shop.invoicing.document import Document
from shop.invoicing.render import pdf
from shop.orders.models import Order
from tests.accounts.people import signed_in
from tests.journeys.month import story, ties
from tests.journeys.month.month import Month
from tests.journeys.month.world import World, days_between, open_the_shop
from tests.shop.builders import a_colleague_of_the_house
from tests.shop.invoicing.statements import OURS
from tests.shop.payments.conftest import till
from tests.simulator_process import Outside

__all__ = ["till"]

pytestmark = [pytest.mark.django_db, pytest.mark.any_database, pytest.mark.timeout(900)]

_print = pdf.render


@pytest.fixture(autouse=True)
def _most_papers_are_white(monkeypatch: pytest.MonkeyPatch) -> None:
    """What stands on paper is shown elsewhere; here one in twenty is printed."""
    turns = count()

    def printed(document: Document, xml: bytes | None = None) -> bytes:
        return _print(document, xml) if next(turns) % 20 == 0 else b"%PDF " + document.number.encode()

    monkeypatch.setattr(pdf, "render", printed)


@pytest.fixture
def month(till: Outside, settings: Any) -> Iterator[Month]:
    """The shop as it stands before anybody has ordered anything; the clock is ours."""
    settings.CONTROLLER = {**settings.CONTROLLER, "iban": OURS}
    settings.MOLLIE_ACCESS_TOKEN = "access_simulator0000000000000000000000"
    settings.COLLECTION_MAILBOX = "dossiers@incasso.example"
    with time_machine.travel(story.BEFORE, tick=False) as traveller:
        world = World(till, traveller, Random(2026))
        world.turn(story.BEFORE)
        open_the_shop(world)
        yield Month(world)


def test_a_month_of_business_ties_to_the_cent(month: Month) -> None:
    story.what_went_before(month)
    story.what_is_to_happen(month)
    for day in days_between(story.WARMING_UP, story.END):
        month.live(day, story.orders_on(day))
    month.end(story.END)
    assert Order.objects.filter(placed_at__month=3).count() >= 200
    desk = signed_in(a_colleague_of_the_house("finance"), second_factor=True)
    books = month.world.books
    for name in ("2026-01", "2026-02", "2026-03", "2026-04", "2026-Q1", "2026-Q2"):
        period = Period.named(name)
        ties.turnover(books, period)
        ties.vat_return(books, period)
        ties.sales_abroad(books, period)
        ties.sales_journal(books, period)
        ties.audit(books, period)
        ties.screen(desk, books, period)
    for day in days_between(story.WARMING_UP, story.END):
        ties.open_items(books, day)
    ties.documents(books)
    ties.our_account(month.bank)
    ties.payouts(month.purse)
    ties.seals()
