"""Brings over what the old shop wrote in a folder of files (docs/moving-in.md)."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from d4d.moving_in import services

REPORT = "report.txt"


class Command(BaseCommand):
    """Harmless to repeat: what came over before is known, and who was erased stays away."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which folder, whether to write, and where the report goes."""
        parser.add_argument("folder", type=Path)
        way = parser.add_mutually_exclusive_group(required=True)
        way.add_argument("--dry-run", action="store_true", help="say what would happen; change nothing")
        way.add_argument("--apply", action="store_true", help="bring over all that is right")
        parser.add_argument(
            "--report", type=Path, help=f"where the report goes; FOLDER/{REPORT} when not said"
        )

    def handle(self, *, folder: Path, dry_run: bool, report: Path | None, **_: Any) -> None:
        if not folder.is_dir():
            raise CommandError(f"{folder} is no folder")
        account = services.rehearse(folder) if dry_run else services.move_in(folder)
        said = "\n".join(account.lines()) + "\n"
        (report or folder / REPORT).write_text(said)
        self.stdout.write(said)
        if not account.is_even:
            raise CommandError("Rows or cents are missing; see the report.")
