"""The real processes of the house, beside a test: web, relay, worker and simulator on the test's database.

PostgreSQL and Redis are started around the whole run by `tools.test`; without them the house stands on
SQLite and its relay runs the jobs itself.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connection

from d4d.settings.test import BROKER
from tools.prepare import ROOT
from tools.processes import Process, answers, free_port, wait_until

PATIENCE_SECONDS = 60


@dataclass
class House:
    """A house that stands: where to knock, and the processes inside."""

    origin: str
    simulator_origin: str
    environment: dict[str, str]
    web: Process
    relay: Process
    simulator: Process
    worker: Process | None

    @property
    def processes(self) -> list[Process]:
        """Everything that runs, in the order in which it is started."""
        return [process for process in (self.simulator, self.web, self.relay, self.worker) if process]

    def open(self) -> None:
        """Start every process and wait until the door opens."""
        for process in self.processes:
            process.start()
        self.wait_until_ready()

    def wait_until_ready(self) -> None:
        """Wait until web and simulator answer and the worker listens."""
        doors = {f"{self.origin}/readyz": self.web, f"{self.simulator_origin}/": self.simulator}
        for page, process in doors.items():
            wait_until(lambda page=page: answers(page), page, within=PATIENCE_SECONDS, process=process)  # type: ignore[misc]
        if worker := self.worker:
            wait_until(
                lambda: " ready." in worker.said(), "the worker", within=PATIENCE_SECONDS, process=worker
            )

    def revive_worker(self) -> bool:
        """Start the worker again if it ended by itself, as docker-compose.yml has it; says whether it had.

        One whose Redis goes away while it is just connecting again may end: kombu then asks a connection
        that is gone for its address. Nobody else has such an excuse.
        """
        if self.worker is None or self.worker.is_alive:
            return False
        self.worker.kill()  # whoever worked for it
        self.worker.start()
        return True

    def close(self) -> None:
        """Stop every process, all at once; what a test leaves running would disturb the next one."""
        for process in self.processes:
            process.ask_to_stop()
        for process in reversed(self.processes):
            process.stop()


@pytest.fixture
def house(transactional_db: None, tmp_path: Path) -> Iterator[House]:
    """A whole house on the database of this test, emptied afterwards."""
    with opened(built_house(tmp_path)) as standing:
        yield standing


@contextmanager
def opened(house: House) -> Iterator[House]:
    """A house that stands as long as the block lasts."""
    try:
        house.open()
        yield house
    finally:
        house.close()


def built_house(folder: Path) -> House:
    """A house that is ready to open, with its files and logs in a folder of its own."""
    web_port, simulator_port = free_port(), free_port()
    origin, simulator_origin = f"http://localhost:{web_port}", f"http://localhost:{simulator_port}"
    environment = {
        "DJANGO_SETTINGS_MODULE": "d4d.settings.test",
        "D4D_DATABASE": database_address(),
        "D4D_BROKER": BROKER,
        "D4D_DATA": str(settings.DATA_DIR),
        "D4D_ERASURE_JOURNALS": ",".join(settings.ERASURE_JOURNALS),
        "D4D_LEDGER_ANCHORS": ",".join(settings.LEDGER_ANCHORS),
        "D4D_BACKUP_KEYS": settings.BACKUP_KEYS,
        "D4D_PUBLIC_ORIGIN": origin,
        "D4D_SIMULATOR_ORIGIN": simulator_origin,
        "D4D_WEB_WORKERS": "1",
        "PYTEST_XDIST_WORKER": "",
        "PYTHONUNBUFFERED": "1",
    }

    def process(name: str, *command: str) -> Process:
        return Process(name, [sys.executable, *command], environment, folder=ROOT, log=folder / f"{name}.log")

    simulator = [
        "-m",
        "d4d.simulator",
        "--port",
        str(simulator_port),
        "--mailbox-port",
        "0",
        "--data",
        str(folder),
        "--shop-url",
        origin,
    ]
    worker = ["-m", "celery", "-A", "d4d.celery", "worker", "--concurrency", "2", "--loglevel", "info"]
    return House(
        origin=origin,
        simulator_origin=simulator_origin,
        environment=environment,
        web=process("web", "-m", "gunicorn", "--bind", f"127.0.0.1:{web_port}", "d4d.wsgi:application"),
        relay=process("relay", "manage.py", "relay"),
        simulator=process("simulator", *simulator),
        worker=process("worker", *worker) if BROKER else None,
    )


def be_alone_in_the_database() -> None:
    """Hang up for whoever a test before this one left connected; a restore wants nobody else inside."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


def database_address() -> str:
    """The test database of this very run, as D4D_DATABASE names it."""
    database = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{database['NAME']}"
    return f"postgresql://{quote(database['USER'])}@{database['HOST']}:{database['PORT']}/{database['NAME']}"
