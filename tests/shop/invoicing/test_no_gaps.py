"""Many at once, some of whom change their mind: the numbers are 1..n, without a hole or a double."""

import os
import random
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest
from django.db import connection, transaction

from shop.invoicing import services
from shop.invoicing.models import Invoice
from tests.servers import database_address
from tests.shop.builders import a_practice, an_article
from tests.shop.ledger import an_agreed_order
from tools.prepare import ROOT


class ChangedMind(Exception):
    """Somebody does not want it after all."""


def issue(order_id: int, *, aborts: bool) -> None:
    with suppress(ChangedMind), transaction.atomic():
        services.issue_for_order(order_id)
        if aborts:
            raise ChangedMind


def issue_in_turn(orders: list[tuple[int, bool]]) -> None:
    try:
        for order_id, aborts in orders:
            issue(order_id, aborts=aborts)
    finally:
        connection.close()


def assert_gapless(count: int) -> None:
    assert list(Invoice.objects.order_by("sequence").values_list("sequence", flat=True)) == list(
        range(1, count + 1)
    )
    assert list(services.verify()) == []


@pytest.mark.servers
@pytest.mark.django_db(transaction=True)
@pytest.mark.timeout(300)
def test_a_thousand_in_parallel_with_a_tenth_aborted_leave_no_gap() -> None:
    if connection.vendor == "sqlite":
        pytest.skip("threads write one after the other on SQLite; see the processes below")
    practice = a_practice()
    article = an_article()
    orders = [an_agreed_order(practice, article=article).pk for _ in range(1_000)]
    chance = random.Random(2026)
    fates = [chance.random() < 0.1 for _ in orders]
    work = list(zip(orders, fates, strict=True))
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(issue_in_turn, [work[start::8] for start in range(8)]))
    assert_gapless(fates.count(False))


@pytest.mark.django_db(transaction=True)
@pytest.mark.timeout(300)
def test_four_processes_on_one_file_leave_no_gap() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("for the embedded database")
    practice = a_practice()
    article = an_article()
    orders = [an_agreed_order(practice, article=article).pk for _ in range(100)]
    workers = [a_process(orders[start::4], drop_every=5) for start in range(4)]
    assert [worker.wait() for worker in workers] == [0] * 4
    assert_gapless(4 * 20)


def a_process(orders: list[int], *, drop_every: int) -> "subprocess.Popen[bytes]":
    code = (
        "import django; django.setup(); from tests.shop.invoicing.test_no_gaps import issue\n"
        f"for place, order in enumerate({orders}): issue(order, aborts=place % {drop_every} == 0)"
    )
    environment = {"DJANGO_SETTINGS_MODULE": "d4d.settings.test", "D4D_DATABASE": database_address()}
    return subprocess.Popen([sys.executable, "-c", code], env={**os.environ, **environment}, cwd=ROOT)


@pytest.mark.servers
@pytest.mark.django_db(transaction=True)
def test_of_two_credit_notes_for_the_same_pieces_one_is_issued() -> None:
    if connection.vendor == "sqlite":
        pytest.skip("needs two writers at once")
    invoice = services.issue_for_order(an_agreed_order(a_practice()).pk)

    def credit(turn: int) -> bool:
        try:
            services.credit(invoice.pk, {1: 1}, reason="retour", occasion=f"test:{turn}")
        except services.CannotBeCredited:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(credit, range(8))) == [False] * 7 + [True]
    assert invoice.credit_notes.count() == 1
    assert list(services.verify()) == []
