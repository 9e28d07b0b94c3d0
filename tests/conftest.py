"""What every test stands on."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import pytest_socket
from django.conf import settings
from django.core.cache import caches
from django.db.backends.sqlite3.base import DatabaseOperations
from django.utils import translation
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

# A machine that does something else meanwhile is no fault of ours.
hypothesis_settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.load_profile("house")

pytest_plugins = ["tests.servers", "tests.browser", "tests.simulator_process"]


def pytest_runtest_setup() -> None:
    """No test talks to anything but this machine."""
    pytest_socket.socket_allow_hosts(["127.0.0.1", "::1", "localhost"], allow_unix_socket=True)


@pytest.hookimpl(tryfirst=True)  # before the tests are shared out
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What touches no database is shown once, on SQLite; what starts processes comes first, one by one."""
    if "postgresql" in settings.DATABASES["default"]["ENGINE"]:
        pure = [item for item in items if not _touches_a_database(item)]
        config.hook.pytest_deselected(items=pure)
        items[:] = [item for item in items if item not in set(pure)]
    for item in items:
        if _starts_processes(item):
            item.add_marker(pytest.mark.xdist_group("processes"))
    items.sort(key=_starts_processes, reverse=True)


def _starts_processes(item: pytest.Item) -> bool:
    """Such a test mostly waits; two at once would make each other late."""
    return any(item.get_closest_marker(name) for name in ("browser", "servers", "chaos"))


def _touches_a_database(item: pytest.Item) -> bool:
    asked_for = {"db", "transactional_db", "django_db_setup"} & set(getattr(item, "fixturenames", ()))
    return bool(asked_for) or item.get_closest_marker("django_db") is not None


@pytest.fixture(autouse=True)
def _nothing_is_remembered() -> None:
    """What the process keeps of one test is forgotten before the next."""
    caches["memory"].clear()


@pytest.fixture(autouse=True)
def _what_lies_beside_the_database_is_this_tests_own(settings: Any, tmp_path: Path) -> None:
    """What another test noted outside its database must not bring this house to a standstill."""
    from d4d.foundation import standstill  # once the apps are loaded

    settings.ERASURE_JOURNALS = [str(tmp_path / "journals" / place) for place in ("here", "there")]
    settings.LEDGER_ANCHORS = [str(tmp_path / "anchors")]
    settings.BACKUP_KEYS = str(tmp_path / "backup-keys")
    translation.deactivate()
    standstill._closed.clear()  # what a process remembers of the house of the test before


@pytest.fixture(autouse=True)
def _the_relay_works_itself(settings: Any) -> None:
    """In the test's own process; the worker of a real house is asked for with the fixture `house`."""
    settings.BROKER = ""


@pytest.fixture(scope="session", autouse=True)
def _cleaning_passes_the_guards() -> Iterator[None]:
    """Emptying the tables after a test is no business of SQLite's append-only triggers."""
    empty = DatabaseOperations.execute_sql_flush

    def empty_without_guards(operations: Any, statements: list[str]) -> None:
        with operations.connection.cursor() as cursor:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            guards = cursor.fetchall()
            for name, _ in guards:
                cursor.execute(f'DROP TRIGGER "{name}"')
            empty(operations, statements)
            for _, definition in guards:
                cursor.execute(definition)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DatabaseOperations, "execute_sql_flush", empty_without_guards)
        yield
