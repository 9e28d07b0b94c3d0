"""Files that no row knows: left by a process that was killed between the file and its row."""

from collections.abc import Collection
from datetime import timedelta

from django.core.files.storage import Storage

from d4d.foundation import clock

YOUNGEST = timedelta(days=1)


def sweep(storage: Storage, folder: str, known: Collection[str]) -> int:
    """Delete the files of a folder whose names nobody knows and that are a day old; the number of them."""
    if not storage.exists(folder):
        return 0
    swept = 0
    for name in storage.listdir(folder)[1]:
        path = f"{folder}/{name}" if folder not in {"", "."} else name
        if path not in known and storage.get_modified_time(path) < clock.now() - YOUNGEST:
            storage.delete(path)
            swept += 1
    return swept
