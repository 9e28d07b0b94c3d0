"""Putting a backup in the place of what is there: all of it, or nothing has changed."""

from pathlib import Path

from django.db import DatabaseError, connection

from d4d.foundation import clock, presence, turn
from d4d.foundation.backup import databases, folders
from d4d.foundation.backup.making import TURN, clear_away
from d4d.foundation.backup.manifest import CannotBeRead, Manifest, read, whole
from d4d.foundation.sealed import Damaged, Reader


class CannotBeRestored(Exception):
    """This backup does not take the place of what is there; nothing was changed."""


class HalfRestored(Exception):
    """The database is that of the backup, the files are not yet; to restore it once more puts that right."""


def restore(folder: Path) -> Manifest:
    """Bring database, media and archive back; the house stands still until it has caught up.

    Every byte is read and opened before anything is touched. Raises CannotBeRestored or HalfRestored.
    """
    try:
        manifest = whole(folder)
        if manifest.database != connection.vendor:
            raise CannotBeRestored(
                f"the backup is of {manifest.database}, the house stands on {connection.vendor}"
            )
        with presence.empty_house(), turn.of(TURN):
            clear_away()
            _refuse_company()
            _put_back(folder, manifest)
    except (CannotBeRead, presence.HouseIsOccupied, databases.DatabaseRefused, Damaged, OSError) as error:
        raise CannotBeRestored(str(error)) from None
    return manifest


def _refuse_company() -> None:
    try:
        others = databases.others()
    except DatabaseError:  # a damaged database is why we are here
        others = 0
    if others:
        raise CannotBeRestored(f"{others} others are still connected to the database")


def _put_back(folder: Path, manifest: Manifest) -> None:
    """What can fail comes first; the files change places after the database has."""
    _, key = read(folder)
    try:
        for part in folders.STORAGES:
            with (folder / f"{part}.sealed").open("rb") as file:
                folders.unpack(part, Reader(file, key, part))
        mark = {
            "backup": manifest.name,
            "taken_at": databases.written(manifest.moment),
            "restored_at": databases.written(clock.now()),
        }
        with (folder / "database.sealed").open("rb") as file:
            databases.load(Reader(file, key, "database"), mark)
        _put_files_in_place()
    finally:
        folders.clear_away()


def _put_files_in_place() -> None:
    for part in folders.STORAGES:
        try:
            folders.put_in_place(part)
        except OSError as error:
            raise HalfRestored(f"{part}: {error}") from None
