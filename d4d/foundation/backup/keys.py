"""The keys of the backups: one a backup, in a folder of their own, gone after thirty-five days."""

import os
import secrets
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings

from d4d.foundation import clock

KEPT_DAYS = 35
NAME = "%Y%m%dT%H%M%SZ"


class KeyIsGone(Exception):
    """Nobody can open this backup any more, or its key lies elsewhere."""


def new(name: str) -> bytes:
    """A key for a new backup; it is on disk before anything is sealed with it."""
    folder = Path(settings.BACKUP_KEYS)
    folder.mkdir(parents=True, exist_ok=True)
    key = secrets.token_bytes(32)
    file = os.open(_path(name), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(file, "wb") as opened:
        opened.write(key.hex().encode())
        opened.flush()
        os.fsync(file)
    sync_folder(folder)
    return key


def sync_folder(folder: Path) -> None:
    """Have on disk what a folder is said to hold."""
    held = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(held)
    finally:
        os.close(held)


def find(name: str) -> bytes:
    """The key of a backup; raises KeyIsGone."""
    try:
        return bytes.fromhex(_path(name).read_text())
    except (FileNotFoundError, ValueError):
        raise KeyIsGone(
            f"the key of {name} is not in the folder of keys; keys die after {KEPT_DAYS} days"
        ) from None


def is_there(name: str) -> bool:
    """Whether a backup can still be opened."""
    return _path(name).exists()


def forget(name: str) -> None:
    """Make a backup unreadable for good."""
    path = _path(name)
    if path.exists():
        with path.open("r+b") as opened:
            opened.write(b"0" * path.stat().st_size)
            opened.flush()
            os.fsync(opened.fileno())
        path.unlink()
        sync_folder(path.parent)


def forget_old_keys() -> list[str]:
    """Delete every key that is older than thirty-five days; the names of the backups that died."""
    oldest = clock.now() - timedelta(days=KEPT_DAYS)
    died = [path.stem for path in Path(settings.BACKUP_KEYS).glob("*.key") if made_at(path.stem) < oldest]
    for name in died:
        forget(name)
    return sorted(died)


def made_at(name: str) -> datetime:
    """When a backup was begun: its name says so, whatever became of the file's own dates."""
    return datetime.strptime(name.partition("-")[0], NAME).replace(tzinfo=UTC)


def _path(name: str) -> Path:
    return Path(settings.BACKUP_KEYS) / f"{name}.key"
