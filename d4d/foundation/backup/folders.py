"""The folders of a backup: uploads and labels (media), and the archive of invoices."""

import os
import shutil
import tarfile
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.core.files.storage import storages

from d4d.foundation.sealed import Damaged, Reader, Writer

STORAGES = {"media": "default", "archive": "archive"}


def folder_of(part: str) -> Path:
    """Where the files of a part lie."""
    storage: Any = storages[STORAGES[part]]
    return Path(storage.location)


def pack(part: str, into: Writer) -> None:
    """Write every file of a part into one stream."""
    root = folder_of(part)
    stream: Any = into
    with tarfile.open(fileobj=stream, mode="w|", format=tarfile.PAX_FORMAT) as tar:
        for path in sorted(root.rglob("*")) if root.exists() else ():
            if path.is_file() and not path.is_symlink():
                with suppress(FileNotFoundError):  # it went meanwhile; the house goes on
                    tar.add(path, str(path.relative_to(root)))


def unpack(part: str, source: Reader) -> Path:
    """Lay the files of a part down beside their place; where that is."""
    beside = _beside(part)
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(parents=True)
    stream: Any = source
    with tarfile.open(fileobj=stream, mode="r|") as tar:
        for member in tar:
            _lay_down(tar, member, beside)
    return beside


def _lay_down(tar: tarfile.TarFile, member: tarfile.TarInfo, beside: Path) -> None:
    """One file below its folder, as `pack` wrote it; Python's own guard for this is not in every 3.11."""
    place = beside / member.name
    content = tar.extractfile(member) if member.isfile() else None
    if content is None or not place.resolve().is_relative_to(beside.resolve()):
        raise Damaged("it holds something that is no file of its folder")
    place.parent.mkdir(parents=True, exist_ok=True)
    with place.open("wb") as file:
        shutil.copyfileobj(content, file)
    os.utime(place, (member.mtime, member.mtime))


def put_in_place(part: str) -> None:
    """Let the files that lie beside take their place.

    Media becomes what it was. The archive is only added to: what was archived since the backup is how the
    database learns of it again.
    """
    place, beside = folder_of(part), _beside(part)
    if part == "archive":
        _add_missing(beside, place)
    else:
        gone = _gone(part)
        shutil.rmtree(gone, ignore_errors=True)
        if place.exists():
            place.rename(gone)
        beside.rename(place)
        shutil.rmtree(gone, ignore_errors=True)
    shutil.rmtree(beside, ignore_errors=True)


def clear_away() -> None:
    """Drop what an attempt left beside; files that were moved away and have no successor go back."""
    for part in STORAGES:
        place, gone = folder_of(part), _gone(part)
        if gone.exists() and not place.exists():
            gone.rename(place)
        for left in (gone, _beside(part)):
            shutil.rmtree(left, ignore_errors=True)


def _add_missing(beside: Path, place: Path) -> None:
    for path in sorted(beside.rglob("*")):
        wanted = place / path.relative_to(beside)
        if path.is_file() and not wanted.exists():
            wanted.parent.mkdir(parents=True, exist_ok=True)
            path.rename(wanted)


def _beside(part: str) -> Path:
    place = folder_of(part)
    return place.with_name(f"{place.name}.restoring")


def _gone(part: str) -> Path:
    place = folder_of(part)
    return place.with_name(f"{place.name}.gone")
