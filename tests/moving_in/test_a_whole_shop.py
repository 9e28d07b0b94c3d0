"""The old shop in full: 5,000 practices, 50,000 order lines, 200 defects, and then all of it again."""

import logging
import resource
from datetime import date
from time import perf_counter

import pytest
import time_machine
from django.db.models import Sum

from contracts.agreements import services as agreements
from contracts.agreements.models import Contract
from contracts.service.models import Visit
from d4d.moving_in import services
from d4d.moving_in.models import Moved
from shop.invoicing.models import Invoice
from shop.orders.models import EarlierLine
from shop.payments.models import Mandate
from tests.moving_in import old_shop

PRACTICES, LINES, DEFECTS = 5_000, 50_000, 200
CONTRACTS, MANDATES, OPEN_ITEMS = PRACTICES // 4, PRACTICES // 8, LINES // 25
MOST_SECONDS, MOST_MEGABYTES = 1_800, 600

pytestmark = [pytest.mark.django_db, pytest.mark.soak]


@pytest.fixture(autouse=True)
def a_day_in_november():
    with time_machine.travel(old_shop.DAY):
        yield


def peak_megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def test_a_whole_shop_comes_over_with_every_defect_named_and_once(tmp_path, settings):
    settings.STORAGES = settings.STORAGES | old_shop.archive_in(tmp_path / "archive")
    old_shop.our_side()
    shop = old_shop.write(tmp_path, PRACTICES, LINES, DEFECTS)
    began = perf_counter()
    account = services.move_in(tmp_path)
    seconds, megabytes = perf_counter() - began, peak_megabytes()
    named = [(tally.name, one.row, one.column) for tally in account.tallies for one in tally.complaints]
    assert sorted(named) == sorted(shop.defects)
    assert account.is_even
    assert EarlierLine.objects.aggregate(sum=Sum("amount_cents"))["sum"] == LINES * 4_990
    open_cents = Invoice.objects.aggregate(sum=Sum("open_cents"))["sum"]
    assert open_cents == OPEN_ITEMS * 1_038
    found = [model.objects.count() for model in (Contract, Visit, Mandate)]
    assert found == [CONTRACTS, CONTRACTS, MANDATES]
    moved = Moved.objects.count()
    began = perf_counter()
    again = services.move_in(tmp_path)
    once_more = perf_counter() - began
    assert (Moved.objects.count(), sum(tally.moved for tally in again.tallies)) == (moved, 0)
    assert agreements.bill(date(2026, 12, 31)) == []
    assert len(agreements.bill(date(2027, 1, 1))) == CONTRACTS
    assert agreements.bill(date(2027, 1, 1)) == []
    figures = f"moved in {seconds:.0f} s, again {once_more:.0f} s, at most {megabytes:.0f} MB"
    logging.getLogger(__name__).info(figures)
    assert seconds <= MOST_SECONDS, f"{seconds:.1f} s"
    assert megabytes <= MOST_MEGABYTES, f"{megabytes:.0f} MB"
