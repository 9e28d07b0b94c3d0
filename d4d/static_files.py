"""Static files as they leave the house: hashed, compressed, one stylesheet per page."""

import re
from collections.abc import Iterator
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from whitenoise.storage import CompressedManifestStaticFilesStorage

FOLDED = ("css/house.css", "css/admin.css")

_IMPORT = re.compile(r'@import url\("(?P<part>[^"]+)"\)(?: layer\((?P<layer>\w+)\))?;')
_REMARK = re.compile(r"/\*.*?\*/\s*", re.DOTALL)


class CannotFold(ValueError):
    """A stylesheet that would break when it is moved into the one that imports it."""


class HouseStaticFilesStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Visitors get one hashed stylesheet, however many files it was written in."""

    def post_process(
        self, paths: dict[str, tuple[Storage, str]], dry_run: bool = False, **options: Any
    ) -> Iterator[tuple[str, str | None, bool | RuntimeError]]:
        """Fold the imports of the main stylesheets, then hash and compress everything."""
        sources = dict(paths)
        for name in FOLDED:
            if name in paths and not dry_run:
                self.delete(name)
                self._save(name, ContentFile(fold(name, paths).encode()))
                sources[name] = (self, name)
        yield from super().post_process(sources, dry_run=dry_run, **options)


def fold(name: str, paths: dict[str, tuple[Storage, str]]) -> str:
    """The stylesheet with the text of each import in its place and its layer."""
    folder = name.rpartition("/")[0]

    def replace(found: re.Match[str]) -> str:
        part = found["part"]
        text = _read(f"{folder}/{part}", paths)
        if "/" in part and "url(" in text:
            raise CannotFold(f"{part}: url() would point elsewhere once folded into {name}")
        return f"@layer {found['layer']} {{\n{text}}}" if found["layer"] else text

    return _IMPORT.sub(replace, _read(name, paths))


def _read(name: str, paths: dict[str, tuple[Storage, str]]) -> str:
    storage, path = paths[name]
    with storage.open(path) as file:
        return _REMARK.sub("", file.read().decode())
