"""What every test stands on."""

import gc
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest
import pytest_socket
from django.conf import settings
from django.core.cache import caches
from django.utils import translation
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

# A machine that does something else meanwhile is no fault of ours.
hypothesis_settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.load_profile("house")

pytest_plugins = ["tests.databases", "tests.servers", "tests.browser", "tests.simulator_process"]


def pytest_runtest_setup() -> None:
    """No test talks to anything but this machine."""
    pytest_socket.socket_allow_hosts(["127.0.0.1", "::1", "localhost"], allow_unix_socket=True)


@pytest.hookimpl(wrapper=True, tryfirst=True)  # around those who mix them and who share them out
def pytest_collection_modifyitems(
    config: pytest.Config, items: list[pytest.Item]
) -> Generator[None, object, object]:
    """What depends on no database is shown once, on SQLite; first what starts processes, then what is long.

    Of the first, one share of the tests walks through the browser, another sees to the servers. While one
    of them waits for the migrated database, others do what needs none. A long one at the end would keep
    everybody waiting.
    """
    if "postgresql" in settings.DATABASES["default"]["ENGINE"]:
        shown = {item for item in items if not _depends_on_the_database(item)}
        config.hook.pytest_deselected(items=list(shown))
        items[:] = [item for item in items if item not in shown]
    for item in items:
        if needed := _processes_of(item):
            item.add_marker(pytest.mark.xdist_group(needed))
        if not needed and not _touches_a_database(item) and not _meets_the_outside(item):
            item.add_marker(pytest.mark.bare)
    result = yield
    items.sort(key=lambda item: (not _processes_of(item), not _is_long(item), _touches_a_database(item)))
    return result


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """What is collected lives as long as the run: nobody looks through it for garbage, now or later.

    Through the rest seldom: a run is short.
    """
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()
        gc.set_threshold(100_000, 50, 100)


def _processes_of(item: pytest.Item) -> str:
    """What a test mostly waits for, if it does; two at once of a kind would make each other late."""
    if item.get_closest_marker("browser"):
        return "browser"
    return "servers" if item.get_closest_marker("servers") or item.get_closest_marker("chaos") else ""


def _depends_on_the_database(item: pytest.Item) -> bool:
    return _touches_a_database(item) and not _is_long(item)


def _is_long(item: pytest.Item) -> bool:
    return item.get_closest_marker("any_database") is not None


def _touches_a_database(item: pytest.Item) -> bool:
    asks = _asks_for(item, "db", "transactional_db", "django_db_setup")
    return asks or item.get_closest_marker("django_db") is not None


def _meets_the_outside(item: pytest.Item) -> bool:
    return "tests/simulator/" in item.nodeid or _asks_for(item, "simulator")


def _asks_for(item: pytest.Item, *fixtures: str) -> bool:
    return not set(fixtures).isdisjoint(getattr(item, "fixturenames", ()))


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
