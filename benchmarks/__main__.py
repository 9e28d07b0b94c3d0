"""`make bench`: the whole measurement, on servers of its own; `--quick` takes two minutes.

What was found is written down after every stage; no stage is begun after an hour.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks import report
from benchmarks.measure import Result, measure
from benchmarks.stage import stage
from tools.prepare import PYTHON, ROOT
from tools.processes import stop_on_terminate
from tools.servers import private_postgresql

READING = ("category", "product", "search_common", "search_number", "search_typo")
WRITING = ("add_to_cart", "checkout")


@dataclass(frozen=True)
class Plan:
    """How much is measured, and for how long."""

    rounds: int
    seconds: float
    invoices: int
    sizes: dict[str, int]
    orders: int


QUICK = Plan(1, 2, 4, {"PostgreSQL": 2_000, "SQLite": 2_000}, 200)
LONGEST_SECONDS = 3_600
MOST_WRONG = 0.01


def main() -> int:
    """Measure, show, and write down what a full run found."""
    stop_on_terminate()
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small and short; shows figures, writes nothing")
    parser.add_argument(
        "--products", type=int, default=20_000, help="of a full run; the last stage has 5 times as many"
    )
    asked = parser.parse_args()
    plan = QUICK if asked.quick else _full(asked.products)
    try:
        results = _measure(plan)
    except KeyboardInterrupt:
        return 130
    return 1 if any(result.wrong > MOST_WRONG for result in results) else 0


def _full(products: int) -> Plan:
    sizes = {"PostgreSQL": products, "SQLite": products, "PostgreSQL, large": 5 * products}
    return Plan(3, 4, 10, sizes, products // 4)


def _measure(plan: Plan) -> list[Result]:
    """Paper first, then one stage after another."""
    began = time.monotonic()
    paper = _paper(plan)
    results: list[Result] = []
    for name, products in plan.sizes.items():
        if time.monotonic() - began > LONGEST_SECONDS:
            print(f"{name}: there is no time left for it", flush=True)
            break
        with tempfile.TemporaryDirectory(prefix="d4d-bench-") as folder:
            results.append(_on(name, products, plan, Path(folder)))
        if plan is not QUICK:
            report.write(results, paper, time.monotonic() - began)
    report.show(results, paper)
    return results


def _on(name: str, products: int, plan: Plan, folder: Path) -> Result:
    print(f"{name}: filling the shop with {products:,} products …", flush=True)
    database = _database(name, folder / "shop.sqlite3")
    with database as (address, server), stage(name, address, folder, products, plan.orders) as one:
        workloads = READING if "large" in name else (*READING, *WRITING)
        return measure(one, workloads, plan.rounds, plan.seconds, server)


@contextmanager
def _database(name: str, file: Path) -> Iterator[tuple[str, int | None]]:
    """A database for one stage: its address, and the process that is its server."""
    if "SQLite" in name:
        yield f"sqlite:///{file}", None
        return
    with private_postgresql() as address:
        yield address, _server_of(address)


def _server_of(address: str) -> int | None:
    """The process that listens where this database is."""
    port = address.rpartition(":")[2].partition("/")[0]
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            words = (folder / "cmdline").read_bytes().split(b"\0") if (folder / "cmdline").exists() else []
            if f"port={port}".encode() in words:
                return int(folder.name)
    return None


def _paper(plan: Plan) -> list[dict[str, float]]:
    print("Printing invoices …", flush=True)
    with tempfile.TemporaryDirectory(prefix="d4d-bench-") as folder:
        done = subprocess.run(
            [PYTHON, "-m", "benchmarks.paper", str(plan.invoices), str(plan.rounds)],
            check=True,
            cwd=ROOT,
            env={**os.environ, "D4D_DATA": folder},
            stdout=subprocess.PIPE,
        )
    rates: list[dict[str, float]] = json.loads(done.stdout)
    return rates


if __name__ == "__main__":
    sys.exit(main())
