"""The tests' database is migrated once a run; each process has a copy, and a new one after real writes.

Where only some tests are asked for, D4D_TEST_ORIGINALS names a folder in which the migrated SQLite outlives
the run.
"""

import fcntl
import hashlib
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import TransactionTestCase

ORIGINAL = "migrated"
ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("accounts", "contracts", "d4d", "privacy", "shop")
WHAT_MAKES_IT = ("**/migrations/*.py", "**/models.py", "**/models/*.py", "**/roles.py", "**/triggers.py")
KNOWS_WAYS = 150_000  # since then a copy is logged page by page unless told not to, in twice the time
OF_PRIVACY = ("**/*.py", "texts/**/*")


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest,
    django_test_environment: None,
    django_db_modify_db_settings: None,
    django_db_blocker: Any,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[None]:
    """A database of this process; whoever comes first has it migrated for all."""
    folder = _folder_of_the_run(request, tmp_path_factory)
    original = _sqlite(folder) if connection.vendor == "sqlite" else Postgresql(folder)
    with django_db_blocker.unblock(), alone_in(folder):
        original.take_copy() if original.is_there else original.make()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda case: original.take_copy())
        yield
    with django_db_blocker.unblock():
        connection.close()


@pytest.fixture(scope="module")
def database_of_the_file(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """A database for all the tests of a file together: what one of them writes, the others find."""
    with django_db_blocker.unblock():
        yield
        TransactionTestCase()._fixture_teardown()  # the next file begins anew


def _folder_of_the_run(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    of_this_process = tmp_path_factory.getbasetemp()
    return of_this_process.parent if hasattr(request.config, "workerinput") else of_this_process


def _sqlite(folder: Path) -> "Sqlite":
    kept = os.environ.get("D4D_TEST_ORIGINALS")
    if not kept:
        return Sqlite(folder / f"{ORIGINAL}.sqlite3")
    Path(kept).mkdir(parents=True, exist_ok=True)
    sources = {path for room in ROOMS for pattern in WHAT_MAKES_IT for path in (ROOT / room).glob(pattern)}
    sources |= {path for pattern in OF_PRIVACY for path in (ROOT / "privacy").glob(pattern)}
    seen = hashlib.sha256()
    for path in sorted(path for path in sources if path.is_file()):
        seen.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return Sqlite(Path(kept) / f"{seen.hexdigest()[:16]}.sqlite3")


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Wait until none of those who share the tests is at it."""
    with (folder / f"{ORIGINAL}.lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield


class Sqlite:
    """A file, and the copy of it that this process works on."""

    def __init__(self, original: Path) -> None:
        self._original = original
        self._own = Path(connection.creation._get_test_db_name())

    @property
    def is_there(self) -> bool:
        """Whether somebody has made it."""
        return self._original.exists()

    def make(self) -> None:
        """Migrate, and keep how it is then."""
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        connection.close()
        unfinished = self._original.with_suffix(f".{os.getpid()}")
        with closing(sqlite3.connect(self._own)) as own, closing(sqlite3.connect(unfinished)) as original:
            own.backup(original)
            original.execute("PRAGMA journal_mode=DELETE")
        unfinished.replace(self._original)

    def take_copy(self) -> None:
        """Begin anew; of what was there before nothing is left, not even in the pages."""
        connection.close()
        for ending in ("", "-wal", "-shm"):
            self._own.with_name(self._own.name + ending).unlink(missing_ok=True)
        shutil.copyfile(self._original, self._own)
        _work_on(str(self._own))


class Postgresql:
    """A database that nobody works in, and the copy of it that this process works on."""

    def __init__(self, folder: Path) -> None:
        self._made = folder / f"{ORIGINAL}.made"
        self._own = connection.creation._get_test_db_name()

    @property
    def is_there(self) -> bool:
        """Whether somebody has made it in this run."""
        return self._made.exists()

    def make(self) -> None:
        """Migrate, and keep how it is then."""
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        self._copy(self._own, ORIGINAL)
        self._made.touch()

    def take_copy(self) -> None:
        """Begin anew, whoever is still connected."""
        self._copy(ORIGINAL, self._own)
        _work_on(self._own)

    @staticmethod
    def _copy(source: str, target: str) -> None:
        connection.close()
        with connection.creation._nodb_cursor() as cursor:
            cursor.execute("SET statement_timeout = 0")
            cursor.execute(f'DROP DATABASE IF EXISTS "{target}" WITH (FORCE)')
            way = "STRATEGY FILE_COPY" if cursor.connection.info.server_version >= KNOWS_WAYS else ""
            cursor.execute(f'CREATE DATABASE "{target}" TEMPLATE "{source}" {way}')


def _work_on(name: str) -> None:
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name
