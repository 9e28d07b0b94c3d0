"""`python -m benchmarks.desk_at_scale`: whether the staff's desk stays quick as the shop grows.

Two shops on a PostgreSQL of their own, with 10,000 orders of 1,000 practices and with 1,000,000 of 100,000;
each page of the desk is asked for in turn by somebody who may do everything. Where the small shop has fewer
rows than a page holds, both show so many. A page that seems slow is asked for more often, for of twenty
answers the slow ones are one. Ends with an error when a page asks more than 12 statements, or takes more
than 1.5 times as long in the large shop. A report, which adds up the books, is shown and not judged.
"""

import argparse
import math
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.drive import paths
from benchmarks.stage import manage, serve
from benchmarks.visitor import Visitor
from tools.prepare import PYTHON, ROOT
from tools.processes import Process, answers, free_port, stop_on_terminate, wait_until
from tools.servers import private_postgresql

SMALL = 10_000
MOST_STATEMENTS, MOST_RATIO = 12, 1.5
ORDERS = {"desk_small": SMALL, "desk_large": 1_000_000}
SHOWN = 40
MORE_OFTEN = 4  # as often as the others
ROW = '<th class="field-'  # each row of a list has one
REPORTS = {"invoicing.VatAmount"}


@dataclass(frozen=True)
class Look:
    """One look at a page: how long it took, in milliseconds, its statements and its rows."""

    milliseconds: float
    statements: int
    rows: int


@dataclass
class Page:
    """One page in both shops, looked at again and again."""

    name: str
    looks: dict[str, list[Look]] = field(default_factory=lambda: {shop: [] for shop in ORDERS})

    @property
    def ratio(self) -> float:
        """The slow answers of the large shop, to those of the small one."""
        small, large = (self.time(shop, 95) for shop in ORDERS)
        return large / small if small else math.inf

    @property
    def statements(self) -> dict[str, int]:
        """The most that an answer cost."""
        return {shop: max(look.statements for look in looks) for shop, looks in self.looks.items()}

    def time(self, shop: str, share: int) -> float:
        """How long all but the slowest took."""
        return percentile([look.milliseconds for look in self.looks[shop]], share)

    @property
    def is_right(self) -> bool:
        """Whether it keeps to both limits."""
        return max(self.statements.values()) <= MOST_STATEMENTS and self.ratio <= MOST_RATIO

    @property
    def verdict(self) -> str:
        """What is said of it."""
        if self.name in REPORTS:
            return "report"
        return "" if self.is_right else "over"

    def row(self) -> str:
        """As a line of a table."""
        cells = [self.name, *(str(self.looks[shop][-1].rows) for shop in ORDERS)]
        cells += [str(self.statements[shop]) for shop in ORDERS]
        cells += [f"{self.time(shop, share):.0f}" for share in (50, 95) for shop in ORDERS]
        return f"| {' | '.join([*cells, f'{self.ratio:.2f}', self.verdict])} |"


def percentile(times: list[float], share: int) -> float:
    """What all but the highest stay below (nearest rank)."""
    return sorted(times)[math.ceil(len(times) * share / 100) - 1] if times else 0.0


def main() -> int:
    """Fill both shops unless they stand there, ask in turn, and show what is over first."""
    stop_on_terminate()
    parser = argparse.ArgumentParser(prog="python -m benchmarks.desk_at_scale", description=__doc__)
    parser.add_argument("--orders", type=int, default=ORDERS["desk_large"])
    parser.add_argument("--times", type=int, default=20, help="how often each page is asked for in each shop")
    parser.add_argument("--only", default="", help="pages whose name this pattern is found in")
    parser.add_argument(
        "--server", default="", help="a PostgreSQL that keeps both shops: postgresql://…:port"
    )
    asked = parser.parse_args()
    ORDERS["desk_large"] = asked.orders
    server = nullcontext(f"{asked.server}/postgres") if asked.server else private_postgresql()
    with tempfile.TemporaryDirectory(prefix="d4d-desk-") as folder, server as address:
        databases = _filled(address, Path(folder))
        if not asked.only:
            for database in databases.values():
                _look_for_pairs(database, folder)
        with _served(databases, Path(folder)) as origins:
            found = _ask(origins, databases, asked.times, asked.only)
    return _show(found)


def _filled(address: str, folder: Path) -> dict[str, str]:
    """The addresses of both shops; those that are not there yet are made from one demo shop."""
    import psycopg

    place = address.rpartition("/")[0]
    databases = {name: f"{place}/{name}" for name in ORDERS}
    with psycopg.connect(address, autocommit=True) as connection:
        here = {name for (name,) in connection.execute("SELECT datname FROM pg_database")}
        if "desk_demo" not in here:
            connection.execute("CREATE DATABASE desk_demo")
            _seed(f"{place}/desk_demo", folder)
        for name in ORDERS.keys() - here:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE desk_demo")
            began = time.monotonic()
            command = [PYTHON, "-m", "benchmarks.great_shop", "--orders", str(ORDERS[name])]
            subprocess.run(command, check=True, cwd=ROOT, env=_environment(databases[name], folder))
            print(f"{name}: filled in {time.monotonic() - began:.0f} s", flush=True)
    return databases


def _seed(database: str, folder: Path) -> None:
    """The demo shop, once: its payments are made at the simulator."""
    port = free_port()
    environment = _environment(database, folder) | {"D4D_SIMULATOR_ORIGIN": f"http://127.0.0.1:{port}"}
    given = ["--port", str(port), "--mailbox-port", "0", "--data", str(folder / "simulator")]
    outside = Process("simulator", [PYTHON, "-m", "d4d.simulator", *given], environment, folder=ROOT)
    try:
        outside.start()
        page = f"http://127.0.0.1:{port}/healthz"
        wait_until(lambda: answers(page), "the simulator", within=60, process=outside)
        manage(environment, "migrate", "--verbosity", "0")
        manage(environment, "seed_demo")
    finally:
        outside.stop()


def _environment(database: str, folder: Path | str) -> dict[str, str]:
    settings = {"DJANGO_SETTINGS_MODULE": "benchmarks.settings", "D4D_DATA": str(folder), "D4D_BROKER": ""}
    return {**os.environ, **settings, "D4D_DATABASE": database}


def _look_for_pairs(database: str, folder: str) -> None:
    """The nightly search for customers that may be one, and the memory that it takes."""
    command = [PYTHON, "-m", "benchmarks.pairs"]
    subprocess.run(command, check=True, cwd=ROOT, env=_environment(database, folder))


@contextmanager
def _served(databases: dict[str, str], folder: Path) -> Iterator[dict[str, str]]:
    """Both shops as production serves them, each answer with the number of its statements."""
    manage(_environment(databases["desk_small"], folder), "collectstatic", "--no-input", "--verbosity", "0")
    with ExitStack() as processes:
        origins = {}
        for name, database in databases.items():
            environment = _environment(database, folder)
            log = folder / f"{name}.log"
            server, origins[name], _took = serve(name, "benchmarks.counted", environment, log)
            processes.callback(server.stop)
        yield origins


def _ask(origins: dict[str, str], databases: dict[str, str], times: int, only: str) -> list[Page]:
    """Every page so many times, in turn in both shops, after one look at it that does not count."""
    os.environ |= _environment(databases["desk_small"], os.environ.get("D4D_DATA", tempfile.gettempdir()))
    import django

    django.setup()
    from benchmarks import desk_pages
    from d4d.demo.people import PASSWORD

    boss = {"login": "boss", "password": PASSWORD}
    visitors = {shop: Visitor(paths(), origin, dict(boss)) for shop, origin in origins.items()}
    addresses = {}
    for shop, visitor in visitors.items():
        visitor.sign_in()
        addresses[shop] = desk_pages.pages(visitor, desk_pages.known(databases[shop]), only)
    found = [Page(name) for name in addresses["desk_small"] if name in addresses["desk_large"]]
    try:
        _look_at_all(found, visitors, addresses, times)
        _look_at_all([page for page in found if not page.is_right], visitors, addresses, MORE_OFTEN * times)
    except KeyboardInterrupt:
        print("\nstopped: what was measured so far", flush=True)
    return [page for page in found if page.looks["desk_large"]]


def _look_at_all(
    pages: list[Page], visitors: dict[str, Visitor], addresses: dict[str, dict[str, str]], times: int
) -> None:
    for number, page in enumerate(pages):
        print(f"{number + 1} of {len(pages)}: {page.name}", end="\x1b[K\r", flush=True)
        rows = min(_look(visitors[shop], addresses[shop][page.name]).rows for shop in ORDERS)
        for turn in range(times + 1):
            for shop, visitor in visitors.items():
                look = _look(visitor, addresses[shop][page.name], rows)
                if turn:
                    page.looks[shop].append(look)


def _look(visitor: Visitor, address: str, rows: int = 0) -> Look:
    began = time.perf_counter()
    answer = visitor.ask("GET", address, rows=rows)
    taken = 1000 * (time.perf_counter() - began)
    assert answer.status in {200, 302}, f"{address}: {answer.status}"
    return Look(taken, answer.statements, answer.body.count(ROW))


def _show(found: list[Page]) -> int:
    """What is over, then the slowest of the others."""
    in_both = (part for one in ("rows", "statements", "p50 ms", "p95 ms") for part in (one, "large"))
    columns = ["page", *in_both, "ratio", "verdict"]
    over = [page for page in found if page.verdict == "over"]
    print(f"\n{len(found)} pages, {len(over)} over a limit\n\n| {' | '.join(columns)} |")
    print(f"| --- {'| ---: ' * 9}| --- |")
    for page in sorted(found, key=lambda one: (not one.verdict, -one.ratio))[: max(SHOWN, len(over))]:
        print(page.row())
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main())
