"""Two at the desk at the same moment: one makes a return good, and nobody waits for ever."""

import re
from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from d4d.foundation import clock
from shop.invoicing import services as invoicing
from shop.invoicing.models import BalanceEntry, Invoice
from shop.returns import services
from shop.returns.services import Settle
from tests.shop.returns.sending_back import STAFF, another_order, delivered, received

pytestmark = pytest.mark.django_db(transaction=True)
CREDIT = Settle(2, gives_money_back=False)
ROWS = ("privacy_datasubject", "returns_return", "accounts_practice", "invoicing_invoice")


def at_once(*acts: Callable[[], Any]) -> list[str]:
    """What became of each: its answer, or the name of what it raised."""
    start, said = Barrier(len(acts)), []

    def run(act: Callable[[], Any]) -> None:
        start.wait()
        try:
            said.append(str(act()))
        except Exception as refusal:  # noqa: BLE001  a deadlock is what is looked for
            said.append(type(refusal).__name__)
        finally:
            connection.close()

    threads = [Thread(target=run, args=[act]) for act in acts]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return sorted(said)


def paid_and_back() -> tuple[Any, Invoice]:
    """A return that is here of goods that were paid, and a later invoice that is open."""
    scene = delivered(3)
    paid = Invoice.objects.get()
    invoicing.receive(paid.pk, paid.total_cents, reference="1", on=clock.today())
    another_order(scene)
    return received(scene), Invoice.objects.latest("pk")


def held(act: Callable[[], Any]) -> list[str]:
    """Which rows an act holds, in which order; each table once."""
    with CaptureQueriesContext(connection) as asked:
        act()
    locks = [one["sql"] for one in asked.captured_queries if "UPDATE" in one["sql"].split("FROM")[-1]]
    tables = [found[1] for sql in locks if (found := re.search(r'FROM "(\w+)"', sql))]
    return [table for table in dict.fromkeys(tables) if table in ROWS]


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite holds the whole file")
def test_everything_is_held_in_the_order_of_the_house() -> None:
    back, later = paid_and_back()
    assert held(lambda: services.settle(back.pk, Settle(2), by=STAFF)) == list(ROWS)
    note = Invoice.objects.get(kind="credit_note")
    assert held(lambda: invoicing.keep_note(note.pk)) == [ROWS[0], *ROWS[2:]]
    assert held(lambda: invoicing.use_credit(later.pk)) == [ROWS[0], *ROWS[2:]]


def test_a_return_is_made_good_once() -> None:
    back, _later = paid_and_back()
    said = at_once(*[lambda: services.settle(back.pk, CREDIT, by=STAFF)] * 2)
    assert said == ["NotNow", back.number]
    assert Invoice.objects.filter(kind="credit_note").count() == 1


def test_making_good_and_paying_with_credit_do_not_wait_for_each_other() -> None:
    back, later = paid_and_back()
    BalanceEntry.objects.create(
        practice=back.practice, kind="paid_beyond", amount_cents=500, occasion="x", booked_on=clock.today()
    )
    said = at_once(lambda: services.settle(back.pk, CREDIT, by=STAFF), lambda: invoicing.use_credit(later.pk))
    assert said in (sorted(["500", back.number]), sorted(["0", back.number]))
    assert later.open_now() == 0
    assert invoicing.balance_cents(back.practice_id) == 2_420 + 500 - later.total_cents


def test_credit_pays_once() -> None:
    back, later = paid_and_back()
    BalanceEntry.objects.create(
        practice=back.practice, kind="paid_beyond", amount_cents=500, occasion="x", booked_on=clock.today()
    )
    assert at_once(*[lambda: invoicing.use_credit(later.pk)] * 2) == ["0", "500"]
    assert invoicing.balance_cents(back.practice_id) == 0
