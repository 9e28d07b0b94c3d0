"""Writes the inspection dossier as one ZIP, piece by piece: its size does not matter to the memory it takes.

First a folder for each device with its reports, at the end the overview, which needs to know them all.
"""

import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import IO

from django.utils import translation
from django.utils.text import slugify
from django.utils.translation import gettext as _

from accounts.models import Practice
from contracts.devices import dossier
from contracts.devices.dossier import Paper, Standing
from contracts.devices.models import Device
from d4d.foundation import clock, sealed
from d4d.foundation.paper import printed

SHEET = Path(__file__).with_name("overview.css")
LANGUAGE = "nl"  # the dossier is for a Dutch inspector, whoever asked for it


@dataclass(frozen=True, slots=True)
class Row:
    """A device on the overview, with the names of its files in the ZIP."""

    device: Device
    standing: Standing
    files: list[str]


class Bundle:
    """The ZIP of a practice: an overview, and every report in the folder of its device."""

    def __init__(self, to: IO[bytes] | sealed.Writer, practice: Practice) -> None:
        """Begin an empty one."""
        self._zip = zipfile.ZipFile(to, "w", zipfile.ZIP_STORED)
        self._practice = practice
        self._today = clock.today()

    def write(self) -> Iterator[tuple[int, int]]:
        """Put everything in; says after each device how many of how many are done."""
        devices = Device.objects.for_practice(self._practice).in_use().select_related("kind")
        total, rows = devices.count(), []
        with translation.override(LANGUAGE):
            for number, device in enumerate(devices.order_by("kind__position", "pk"), start=1):
                rows.append(self._device(number, device))
                yield number, total
            self._zip.writestr(self._info(f"{slugify(_('Overview'))}.pdf"), self._overview(rows))
        self._zip.close()

    def _device(self, number: int, device: Device) -> Row:
        papers = dossier.papers(device)
        folder = f"{number:02}-{slugify(f'{device} {device.serial}')}"
        files = [name for paper in papers if (name := self._enclose(folder, paper))]
        return Row(device, dossier.standing(papers, self._today), files)

    def _enclose(self, folder: str, paper: Paper) -> str:
        """Copy the file of a paper in pieces; empty when it has none, or when it is no longer there."""
        file = paper.file
        if not file or not file.name or not file.storage.exists(file.name):
            return ""
        ending = file.name.rpartition(".")[2]
        name = self._free(f"{folder}/{paper.done_on or self._today}-{slugify(paper.title)}", ending)
        with file.storage.open(file.name) as content, self._zip.open(self._info(name), "w") as inside:
            for piece in content.chunks():
                inside.write(piece)
        return name

    def _free(self, name: str, ending: str) -> str:
        taken, count = set(self._zip.namelist()), 2
        wanted = f"{name}.{ending}"
        while wanted in taken:
            wanted, count = f"{name}-{count}.{ending}", count + 1
        return wanted

    def _overview(self, rows: Iterable[Row]) -> bytes:
        context = {"rows": rows, "practice": self._practice, "today": self._today}
        return printed("devices/overview.html", context, SHEET, _noon(self._today), language=LANGUAGE)

    def _info(self, name: str) -> zipfile.ZipInfo:
        info = zipfile.ZipInfo(name, clock.local(clock.now()).timetuple()[:6])
        info.external_attr = 0o600 << 16
        return info


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), tzinfo=UTC)
