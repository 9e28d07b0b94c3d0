"""The commands that read a list in: the same service as at the desk, at once and in full view."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any, ClassVar

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from d4d.foundation.importing import batches, kinds
from d4d.foundation.importing.kinds import News
from d4d.foundation.importing.wrong import Complaint, Unreadable


class ImportCommand(BaseCommand):
    """Reads a list of one kind; a room's command only names the kind."""

    kind: ClassVar[str]

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which file, and whether to write."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="say what would happen; change nothing")

    def handle(self, *, file: Path, dry_run: bool, **_: Any) -> None:
        kind = kinds.find(self.kind)
        try:
            content = file.read_bytes()
            if dry_run:
                self._look(_seen(kind, content))
            else:
                self._import(kind, content)
        except OSError as refusal:
            raise CommandError(str(refusal.strerror)) from None
        except Unreadable as refusal:
            with translation.override("en"):
                raise CommandError(refusal.words) from None

    def _look(self, outlook: batches.Outlook) -> None:
        counts = outlook.counts()
        self._complain(outlook.complaints)
        self.stdout.write(", ".join(f"{counts[news]} {news}" for news in News) + "; nothing was written.")

    def _import(self, kind: kinds.Kind, content: bytes) -> None:
        batch = batches.import_file(kind, content)
        if batch.state == batches.State.REFUSED:
            self._complain(_seen(kind, content).complaints)  # the batch keeps them as the desk reads them
            raise CommandError(f"{batch.wrong} rows are wrong; nothing was written.")
        self.stdout.write(
            f"{batch.new} new, {batch.changed} changed, {batch.unchanged} unchanged; batch {batch.pk}."
        )

    def _complain(self, complaints: list[Complaint]) -> None:
        for one in complaints:
            self.stderr.write(f"row {one.row}, {one.column or '-'}: {one.words}")


def _seen(kind: kinds.Kind, content: bytes) -> batches.Outlook:
    """What a list would do, in English as every command speaks."""
    with translation.override("en"):
        return batches.look(kind, content)
