"""`python -m benchmarks.privacy_at_scale`: what privacy costs as the shop grows.

On a PostgreSQL of its own, with 10,000 orders and with 1,000,000: what is due, a night in which nothing is,
periods that are over against the same in bare SQL, the copy and the erasure of somebody with 1,000 orders.
Ends with an error when a figure misses its aim.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from tools.servers import private_postgresql

if TYPE_CHECKING:
    from django.db.models import QuerySet

OWN = 1_000
SMALL = 10_000
OVER, TURNS = 20_000, 4
BATCH = 1_000
TIMES = 3
LABEL_BYTES, PDF_BYTES = 20_000, 40_000
SLOWEST, NIGHT = "what is due, the slowest of all, ms", "a night with nothing due, ms"
COPY, MEMORY = "copy of somebody with 1,000 orders, ms", "copy, MB above idle"
ERASURE, OF_BARE_SQL = "erasure of somebody with 1,000 orders, ms", "periods over, % of bare SQL"
MOST = {SLOWEST: 5, NIGHT: 50, COPY: 5_000, MEMORY: 64, ERASURE: 5_000}
LEAST = {OF_BARE_SQL: 25}
MOST_GROWTH = {COPY: 1.3, ERASURE: 1.3}


def main() -> None:
    """Measure twice, and show both with what the one is of the other."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.privacy_at_scale", description=__doc__)
    parser.add_argument("--orders", type=int, default=1_000_000)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="d4d-scale-") as folder, private_postgresql() as address:
        os.environ["DJANGO_SETTINGS_MODULE"] = "d4d.settings.dev"
        os.environ["D4D_DATA"] = folder
        os.environ["D4D_DATABASE"] = address
        _begin()
        sys.exit(_judge(*_at_both_sizes(asked.orders)))


def _begin() -> None:
    import django
    from django.conf import settings
    from django.core.management import call_command

    django.setup()
    settings.DEBUG = False  # else every statement would be remembered
    call_command("migrate", verbosity=0)


def _at_both_sizes(orders: int) -> tuple[dict[str, float], dict[str, float]]:
    from benchmarks.grown import Base
    from benchmarks.much_ordered import customer, fill_one, fill_others

    fill_others(range(SMALL - OWN))
    base = Base.now()
    base.grow([])
    first = fill_one("first", range(SMALL, SMALL + OWN), LABEL_BYTES, PDF_BYTES)
    small = _measure(first)
    second = fill_one("second", range(SMALL + OWN, SMALL + 2 * OWN), LABEL_BYTES, PDF_BYTES)
    times = max(1, (orders - SMALL) // (SMALL - OWN))
    base.grow([customer(f"p{number}")[1] for number in range(times)])
    large = _measure(second)
    return small, large | _periods_that_are_over()


def _judge(small: dict[str, float], large: dict[str, float]) -> int:
    """Show each figure beside its aim; 1 when one of them is missed."""
    missed = 0
    for name, figure in large.items():
        growth = figure / small[name] if small.get(name) else 0
        is_met = figure <= MOST.get(name, figure) and figure >= LEAST.get(name, figure)
        is_met = is_met and growth <= MOST_GROWTH.get(name, growth)
        missed += not is_met
        aim = MOST.get(name) or LEAST.get(name) or ""
        verdict = "" if is_met else "missed"
        _say(f"{name:44} {small.get(name, 0):12.2f} {figure:12.2f} {growth:6.2f} {aim:>6} {verdict}")
    return int(missed > 0)


def _measure(subject: UUID) -> dict[str, float]:
    from shop.orders.models import Order

    _say(f"measuring among {Order.objects.count()} orders …")
    figures = {**_due(), **_quiet_night(), **_copy(subject)}
    return figures | _erasure(subject)


def _due() -> dict[str, float]:
    """The slowest question what is due, and that none of them reads a large table from end to end."""
    from benchmarks.grown import read_from_end_to_end
    from d4d.foundation import clock
    from privacy.retention import rules

    took: dict[str, float] = {}
    for rule in rules():
        rows = rule.due(clock.today()).order_by(rule.moment, "pk").values_list("pk", flat=True)
        ask = partial(_first_of, rows)
        took[rule.name] = min(_milliseconds(ask) for _ in range(TIMES))
        if tables := read_from_end_to_end(rows.explain()):
            _say(f"  {rule.name} reads from end to end: {tables}")
    slowest = max(took, key=lambda name: took[name])
    _say(f"  slowest question: {slowest}")
    return {SLOWEST: took[slowest], "what is due, all, ms": sum(took.values())}


def _first_of(rows: "QuerySet[Any, Any]") -> list[Any]:
    return list(rows.all()[:BATCH])


def _quiet_night() -> dict[str, float]:
    from privacy.retention import night

    night()
    return {NIGHT: min(_milliseconds(night) for _ in range(TIMES))}


def _copy(subject: UUID) -> dict[str, float]:
    from privacy.export.making import copies
    from privacy.models import ExportArchive

    took, idle = [], _memory("VmRSS")
    Path("/proc/self/clear_refs").write_text("5")  # the peak counts from here
    for _ in range(TIMES):
        export = copies.ask(subject, by=subject)
        took.append(_milliseconds(partial(copies.make, export.pk)))
        assert ExportArchive.objects.get(pk=export.pk).state == "ready"
    peak = (_memory("VmHWM") - idle) / 1024
    return {COPY: min(took), MEMORY: peak}


def _erasure(subject: UUID) -> dict[str, float]:
    from d4d.foundation import clock
    from privacy.erasure import carrying
    from privacy.erasure.asking import begin_waiting
    from privacy.models import ErasureRun

    run = begin_waiting(subject, ErasureRun.Origin.STAFF, None)
    ErasureRun.objects.filter(pk=run.pk).update(due_at=clock.now() - timedelta(minutes=1))
    took = _milliseconds(lambda: carrying.carry_out(run.pk))
    assert ErasureRun.objects.get(pk=run.pk).state == "done"
    return {ERASURE: took}


def _periods_that_are_over() -> dict[str, float]:
    """As many orders whose notes and parcels are over by the night as by bare SQL, in turns."""
    from shop.orders.models import Order

    newest = list(Order.objects.order_by("-pk").values_list("pk", flat=True)[: 2 * OVER])
    turn = OVER // TURNS
    by_night = by_hand = 0.0
    for start in range(0, 2 * OVER, 2 * turn):
        by_night += _by_the_night(newest[start : start + turn])
        bare = newest[start + turn : start + 2 * turn]
        by_hand += _milliseconds(partial(_in_bare_sql, bare))
    return {
        "periods over, orders a second": OVER / by_night * 1_000,
        "the same in bare SQL, orders a second": OVER / by_hand * 1_000,
        OF_BARE_SQL: by_hand / by_night * 100,
    }


def _by_the_night(ids: list[int]) -> float:
    from d4d.foundation import clock
    from privacy.retention import night
    from shop.orders.models import Order

    Order.objects.filter(pk__in=ids).update(closed_at=clock.now() - timedelta(days=1_000))
    took = _milliseconds(lambda: night(seconds=600))
    assert not Order.objects.filter(pk__in=ids, minimised_at=None).exists()
    return took


def _in_bare_sql(ids: list[int]) -> None:
    from django.db import connection, transaction

    from d4d.foundation import triggers

    chosen = (
        "SELECT parcel.id FROM shipping_parcel AS parcel "
        "JOIN shipping_shipment AS shipment ON shipment.id = parcel.shipment_id WHERE order_id = ANY(%s)"
    )
    for start in range(0, len(ids), BATCH):
        batch = ids[start : start + BATCH]
        with transaction.atomic(), triggers.purging(), connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM shipping_scan WHERE parcel_id IN ({chosen})", [batch])
            cursor.execute(f"DELETE FROM shipping_parcel WHERE id IN ({chosen})", [batch])
            cursor.execute(
                "UPDATE orders_cancellation SET actor = NULL, reason = '' WHERE order_id = ANY(%s)", [batch]
            )
            cursor.execute(
                "UPDATE orders_order SET placed_by_id = NULL, reference = '', delivery_note = '', "
                "delivery_first_name = '', delivery_last_name = '', minimised_at = now() WHERE id = ANY(%s)",
                [batch],
            )


def _milliseconds(act: Callable[[], Any]) -> float:
    began = time.perf_counter()
    act()
    return (time.perf_counter() - began) * 1_000


def _memory(name: str) -> int:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{name}:"))


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
