"""Taking a database out whole, and putting it back at once or not at all."""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread
from typing import IO

from django.db import connection, connections

from d4d.foundation.sealed import PIECE, Damaged, Reader, Writer

# What the database is told of its own restoration, in the same breath.
MARK = (
    "INSERT INTO {table} (backup, taken_at, restored_at) VALUES ('{backup}', '{taken_at}', '{restored_at}')"
)
OTHERS = (
    "SELECT count(*) FROM pg_stat_activity "
    "WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
)
COPY, FRESH = ".copy", ".restoring"
ENVIRONMENT = {
    "PGHOST": "HOST",
    "PGPORT": "PORT",
    "PGUSER": "USER",
    "PGPASSWORD": "PASSWORD",
    "PGDATABASE": "NAME",
}


class DatabaseRefused(Exception):
    """The database could not be taken out or put back; nothing was changed."""


def dump(into: Writer) -> None:
    """Write the database as it is at this moment, while the house goes on."""
    (_dump_sqlite if connection.vendor == "sqlite" else _dump_postgresql)(into)


def load(source: Reader, mark: dict[str, str]) -> None:
    """Put a database in the place of this one, together with the mark of its restoration."""
    connections.close_all()
    (_load_sqlite if connection.vendor == "sqlite" else _load_postgresql)(source, mark)


def clear_away() -> None:
    """Drop the readable copies that an attempt left beside the database."""
    if connection.vendor == "sqlite":
        place = _place()
        for ending in (COPY, FRESH):
            for left in place.parent.glob(f"{place.name}{ending}*"):
                left.unlink()


def written(moment: datetime) -> str:
    """A moment as both databases read it."""
    zone = "" if connection.vendor == "sqlite" else "+00"
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M:%S.%f}{zone}"


def others() -> int:
    """How many others talk to the database at this moment, as far as it can tell."""
    if connection.vendor == "sqlite":
        return 0
    with connection.cursor() as cursor:
        cursor.execute(OTHERS)
        return int(cursor.fetchone()[0])


def _dump_sqlite(into: Writer) -> None:
    place = _place()
    copy = place.with_name(f"{place.name}{COPY}")
    try:
        with closing(sqlite3.connect(place)) as here, closing(sqlite3.connect(copy)) as there:
            copy.chmod(0o600)
            here.backup(there)
            there.execute("PRAGMA journal_mode=DELETE")
        with copy.open("rb") as file:
            shutil.copyfileobj(file, into, PIECE)
    finally:
        copy.unlink(missing_ok=True)


def _load_sqlite(source: Reader, mark: dict[str, str]) -> None:
    place = _place()
    fresh = place.with_name(f"{place.name}{FRESH}")
    try:
        with fresh.open("wb") as file:
            fresh.chmod(0o600)
            shutil.copyfileobj(source, file, PIECE)
        with closing(sqlite3.connect(fresh)) as database:
            if database.execute("PRAGMA quick_check").fetchone() != ("ok",):
                raise DatabaseRefused("the database in the backup is damaged")
            database.execute(MARK.format(table="foundation_restoration", **mark))
            database.commit()
        _take_place(fresh, place)
    except sqlite3.Error as error:
        raise DatabaseRefused(f"sqlite: {error}") from None
    finally:
        fresh.unlink(missing_ok=True)


def _place() -> Path:
    return Path(str(connection.settings_dict["NAME"]))


def _take_place(fresh: Path, place: Path) -> None:
    """Pages that wait in the log of the old file must not find their way into the new one."""
    with suppress(sqlite3.Error), closing(sqlite3.connect(place)) as old:
        old.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    for ending in ("-wal", "-shm"):
        place.with_name(place.name + ending).unlink(missing_ok=True)
    with fresh.open("rb") as file:
        os.fsync(file.fileno())
    fresh.replace(place)


def _dump_postgresql(into: Writer) -> None:
    with _tool("pg_dump", "--format=custom", "--no-owner", "--no-privileges", stdout=True) as running:
        assert running.stdout
        shutil.copyfileobj(running.stdout, into, PIECE)
    if running.returncode:
        raise DatabaseRefused("pg_dump failed; the lines above say why")


def _load_postgresql(source: Reader, mark: dict[str, str]) -> None:
    """Everything in one transaction: psql commits only what has arrived whole."""
    options = ("--no-owner", "--no-privileges", "--file=-")
    psql = _tool("psql", "-X", "-q", "-1", "-v", "ON_ERROR_STOP=1", "-o", os.devnull, "-f", "-", stdin=True)
    script = _tool("pg_restore", *options, stdin=True, stdout=True, names_database=False)
    assert psql.stdin
    assert script.stdin
    assert script.stdout
    feeding = _Feeding(source, script.stdin)
    try:
        with suppress(BrokenPipeError):
            psql.stdin.write(b"DROP SCHEMA public CASCADE; CREATE SCHEMA public;\n")
            shutil.copyfileobj(script.stdout, psql.stdin, PIECE)
        feeding.join()
        if script.wait() or feeding.error or psql.poll() is not None:
            raise DatabaseRefused("the database in the backup cannot be put back; the lines above say why")
        psql.stdin.write(f"{MARK.format(table='public.foundation_restoration', **mark)};\n".encode())
        psql.stdin.close()
        if psql.wait():
            raise DatabaseRefused("the database refused the backup; the lines above say why")
    finally:
        for running in (script, psql):
            running.kill()  # before its input ends: an ended input would be committed
            running.wait()
            _close(running)


class _Feeding(Thread):
    """Pours the opened backup into a program while its output is read."""

    def __init__(self, source: Reader, into: IO[bytes]) -> None:
        super().__init__(daemon=True)
        self._source, self._into = source, into
        self.error: Exception | None = None
        self.start()

    def run(self) -> None:
        """Pour, and remember what went wrong; whoever reads must not wait for more in vain."""
        try:
            shutil.copyfileobj(self._source, self._into, PIECE)
        except (OSError, Damaged) as error:
            self.error = error
        finally:
            with suppress(OSError):
                self._into.close()


def _close(running: "subprocess.Popen[bytes]") -> None:
    for pipe in (running.stdin, running.stdout):
        with suppress(OSError):
            if pipe:
                pipe.close()


def _tool(
    name: str, *options: str, stdin: bool = False, stdout: bool = False, names_database: bool = True
) -> "subprocess.Popen[bytes]":
    """One of PostgreSQL's own programs, pointed at our database by its environment."""
    program = shutil.which(name)
    if program is None:
        raise DatabaseRefused(f"{name} is not installed")
    database = connection.settings_dict
    told = {name: str(database[key]) for name, key in ENVIRONMENT.items() if database[key] and names_database}
    return subprocess.Popen(  # noqa: S603 - our own fixed words
        [program, *options],
        env={**os.environ, **told},
        stdin=subprocess.PIPE if stdin else subprocess.DEVNULL,
        stdout=subprocess.PIPE if stdout else None,
    )
