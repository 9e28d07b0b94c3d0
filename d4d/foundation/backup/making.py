"""Making a backup while the house goes on, and clearing away those that nobody can read any more."""

import os
import secrets
import shutil
from collections.abc import Callable
from pathlib import Path

from django.db import connection

from d4d.foundation import clock, turn
from d4d.foundation.backup import databases, folders, keys
from d4d.foundation.backup.manifest import FILE, Manifest, Part, whole
from d4d.foundation.models import BackupMade
from d4d.foundation.sealed import Writer

UNFINISHED = ".unfinished"
TURN = "backup"


def make(into: Path) -> Path:
    """Seal database, media and archive into a new folder; it bears its name only once it is whole.

    The database first: a file that comes later is one that the database does not know yet, never one that
    it misses. Raises DatabaseRefused or OSError; then nothing is left behind.
    """
    with turn.of(TURN):
        clear_away()
        into.mkdir(parents=True, exist_ok=True)
        _forget_unfinished(into)
        return _make(into)


def clear_away() -> None:
    """Drop the readable copies that a backup or restore left behind when it was killed."""
    databases.clear_away()
    folders.clear_away()


def _forget_unfinished(folder: Path) -> None:
    for path in folder.glob(f".*{UNFINISHED}"):
        shutil.rmtree(path)
        keys.forget(path.name.removeprefix(".").removesuffix(UNFINISHED))


def _make(into: Path) -> Path:
    now = clock.now()
    name = f"{now:{keys.NAME}}-{secrets.token_hex(2)}"
    unfinished = into / f".{name}{UNFINISHED}"
    key = keys.new(name)
    try:
        unfinished.mkdir(mode=0o700)
        parts = {"database": _seal(unfinished, "database", key, databases.dump)}
        for part in folders.STORAGES:
            parts[part] = _seal(unfinished, part, key, lambda writer, part=part: folders.pack(part, writer))  # type: ignore[misc]
        manifest = Manifest(name, now.isoformat(), connection.vendor, parts)
        (unfinished / FILE).write_text(manifest.written(key))
        whole(unfinished)
        keys.sync_folder(unfinished)
        finished = unfinished.rename(into / name)
        keys.sync_folder(into)
    except BaseException:
        shutil.rmtree(unfinished, ignore_errors=True)
        keys.forget(name)
        raise
    BackupMade.objects.create(name=name, size=manifest.size)
    return finished


def prune(folder: Path) -> list[str]:
    """Drop the keys that have lived their time, and the backups in a folder that lost theirs."""
    keys.forget_old_keys()
    dead = [path for path in folder.iterdir() if (path / FILE).exists() and not keys.is_there(path.name)]
    for path in dead:
        shutil.rmtree(path)
    return sorted(path.name for path in dead)


def _seal(folder: Path, part: str, key: bytes, fill: Callable[[Writer], None]) -> Part:
    with (folder / f"{part}.sealed").open("wb") as file:
        writer = Writer(file, key, part)
        fill(writer)
        writer.close()
        os.fsync(file.fileno())
    return Part(writer.sha256, writer.written)
