"""Writes the copy as one ZIP, piece by piece: its size does not matter to the memory it takes."""

import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path, PurePosixPath
from tempfile import TemporaryFile
from typing import IO, Any
from uuid import UUID

from django.core.files.storage import Storage
from django.utils import translation

from d4d.foundation import clock, sealed
from privacy.export import as_html, as_json
from privacy.export.sections import Entry, Section, sections

SCHEMA = Path(__file__).with_name("schema-1.json")
FOLDER = "bestanden"
Progress = Callable[[int, int], None]


@dataclass(slots=True)
class Fingerprinted:
    """A file inside the ZIP while it is written."""

    name: str
    inside: IO[bytes]
    digest: Any = field(default_factory=sha256)
    size: int = 0

    def write(self, text: str | bytes) -> None:
        """Add to the file."""
        data = text.encode() if isinstance(text, str) else text
        self.digest.update(data)
        self.size += len(data)
        self.inside.write(data)


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A file of the house that belongs to the copy, and its place there."""

    storage: Storage
    name: str
    place: str


class Copy:
    """The ZIP with somebody's data: for machines, for people, their files, and a list of all this."""

    def __init__(self, to: IO[bytes] | sealed.Writer) -> None:
        """Begin an empty one."""
        self._zip = zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED)
        self._listed: list[dict[str, Any]] = []
        self._enclosed: list[Enclosed] = []

    def write(self, subject: UUID, language: str, progress: Progress) -> None:
        """Put everything in; `progress` hears how many of how many tables are done."""
        with translation.override(language), TemporaryFile() as spool:
            key = sealed.new_key()
            page = sealed.Writer(spool, key, "page")
            self._tables(subject, language, page, progress)
            page.close()
            spool.seek(0)
            with self._file("gegevens.html") as file:
                for piece in sealed.Reader(spool, key, "page"):
                    file.write(piece)
            for source in (as_html.STYLES, SCHEMA):
                with self._file(source.name) as file:
                    file.write(source.read_bytes())
            self._enclose()
            self._zip.writestr(self._info("manifest.json"), as_json.manifest(self._listed))
            self._zip.close()

    def _tables(self, subject: UUID, language: str, page: sealed.Writer, progress: Progress) -> None:
        """Each table once, for machines into the ZIP and for people into a spool: both hold the same."""
        parts = sections(subject)
        page.write(as_html.begin(language).encode())
        with self._file("gegevens.json") as file:
            file.write(as_json.begin(subject, language))
            is_first = True
            for done, section in enumerate(parts):
                progress(done, len(parts))
                if self._table(section, file, page, is_first=is_first):
                    is_first = False
            file.write(as_json.end())
        page.write(as_html.end().encode())
        progress(len(parts), len(parts))

    def _table(self, section: Section, file: Fingerprinted, page: sealed.Writer, *, is_first: bool) -> bool:
        row, count = as_html.row_of(section), 0
        for entry in section.entries():
            if not count:
                file.write(as_json.begin_section(section, is_first=is_first))
                page.write(as_html.begin_section(section).encode())
            places = self._places(section, entry)
            file.write(as_json.row(entry, places, is_first=not count))
            page.write(row(entry, places).encode())
            count += 1
        if count:
            file.write(as_json.end_section())
            page.write(as_html.end_section().encode())
        return bool(count)

    def _places(self, section: Section, entry: Entry) -> dict[str, str]:
        """Where the files of a row will lie in the copy."""
        places = {}
        for column in section.columns:
            if column.is_file and (name := str(entry.data[column.name] or "")):
                own = f"{entry.number}-{PurePosixPath(name).name}"
                place = f"{FOLDER}/{section.table.lower()}/{own}"
                places[column.name] = place
                storage = column.field.storage  # type: ignore[attr-defined]  # it is a FileField
                self._enclosed.append(Enclosed(storage, name, place))
        return places

    def _enclose(self) -> None:
        """Add the files; one that is no longer there is named in the list, and the rest still comes."""
        for one in {one.place: one for one in self._enclosed}.values():
            if not one.storage.exists(one.name):
                self._listed.append({"name": one.place, "missing": True})
                continue
            with one.storage.open(one.name) as content, self._file(one.place) as file:
                for piece in content.chunks():
                    file.write(piece)

    @contextmanager
    def _file(self, name: str) -> Iterator[Fingerprinted]:
        with self._zip.open(self._info(name), "w") as inside:
            file = Fingerprinted(name, inside)
            yield file
        self._listed.append({"name": name, "size": file.size, "sha256": file.digest.hexdigest()})

    def _info(self, name: str) -> zipfile.ZipInfo:
        info = zipfile.ZipInfo(name, clock.local(clock.now()).timetuple()[:6])
        packed = name.endswith((".pdf", ".png", ".zip"))
        info.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
        info.external_attr = 0o600 << 16
        return info
