"""Making a backup while the house goes on, and clearing away those that nobody can read any more."""

import os
import secrets
import shutil
from collections.abc import Callable
from pathlib import Path

from django.db import connection

from d4d.foundation import clock
from d4d.foundation.backup import databases, folders, keys
from d4d.foundation.backup.manifest import FILE, Manifest, Part, whole
from d4d.foundation.models import BackupMade
from d4d.foundation.sealed import Writer


def make(into: Path) -> Path:
    """Seal database, media and archive into a new folder; it bears its name only once it is whole.

    The database first: a file that comes later is one that the database does not know yet, never one that
    it misses. Raises DatabaseRefused or OSError; then nothing is left behind.
    """
    now = clock.now()
    name = f"{now:{keys.NAME}}-{secrets.token_hex(2)}"
    into.mkdir(parents=True, exist_ok=True)
    unfinished = into / f".{name}.unfinished"
    key = keys.new(name)
    try:
        unfinished.mkdir(mode=0o700)
        parts = {"database": _seal(unfinished, "database", key, databases.dump)}
        for part in folders.STORAGES:
            parts[part] = _seal(unfinished, part, key, lambda writer, part=part: folders.pack(part, writer))  # type: ignore[misc]
        manifest = Manifest(name, now.isoformat(), connection.vendor, parts)
        (unfinished / FILE).write_text(manifest.written(key))
        whole(unfinished)
        _sync(unfinished)
        finished = unfinished.rename(into / name)
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


def _sync(folder: Path) -> None:
    held = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(held)
    finally:
        os.close(held)
