"""The run of the bills and the rest of the house lock in one order: nobody waits for each other for ever."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import date
from threading import Event
from typing import Any

import pytest
from django.db import connection, transaction

from accounts.models import Practice
from contracts.agreements import services
from contracts.agreements.models import Contract
from shop.invoicing import services as invoicing
from shop.invoicing.models import Invoice
from tests.contracts.agreements.builders import a_contract, a_plan
from tests.shop.builders import a_practice
from tests.shop.ledger import an_agreed_order
from tests.waiting import PATIENCE, apart, until_somebody_waits

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.servers]
FIRST = date(2026, 1, 1)


@pytest.fixture(autouse=True)
def _rows_are_locked(tariffs: None) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("SQLite lets one write at a time")


def bills_beside(held: Callable[[], Any], then: Callable[[], Any]) -> None:
    """Holds something, has the bills run into it, and goes on; both must come to their end."""
    ready = Event()

    def other() -> None:
        with transaction.atomic():
            held()
            ready.set()
            until_somebody_waits()
            then()

    def bills() -> list[int]:
        ready.wait(PATIENCE)
        return services.bill(FIRST)

    with ThreadPoolExecutor(2) as pool:
        holder: Future[Any] = pool.submit(apart, other)
        assert len(pool.submit(apart, bills).result()) == Contract.objects.count()
        holder.result()
    assert list(invoicing.verify()) == []


def test_whoever_holds_a_practice_may_still_draw_a_number() -> None:
    """Another bill locks the second practice; the run must not hold the counter while it waits for it."""
    first, second = a_practice(kvk_number="12345678"), a_practice(kvk_number="12345678")
    for practice in (first, second):
        a_contract(practice, a_plan())
    repair = [invoicing.ServiceLine("Reparatie", 1_000, 1_000_000)]
    bills_beside(
        lambda: Practice.objects.select_for_update(no_key=True).get(pk=second.pk),
        lambda: invoicing.issue_for_service(second.pk, repair, occasion="fault:1"),
    )
    assert Invoice.objects.filter(practice=second).count() == 2


def test_whoever_has_a_number_may_still_name_the_practice() -> None:
    """An order is billed while the run holds its practice and waits for the counter."""
    practice = a_practice(kvk_number="12345678")
    a_contract(practice, a_plan())
    order = an_agreed_order(practice)
    bills_beside(lambda: invoicing.issue_for_order(order.pk), lambda: None)
    assert Invoice.objects.filter(practice=practice).count() == 2
