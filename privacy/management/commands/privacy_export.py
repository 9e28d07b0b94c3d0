"""`manage.py privacy_export EMAIL --to DIR` writes the copy of somebody's data."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from d4d.foundation import clock
from privacy import people
from privacy.export.archive import Copy


class Command(BaseCommand):
    """For a request that came by post or telephone; the file is as open as the folder it lies in."""

    help = "Write everything that is held about somebody to a ZIP file in a folder."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whose, and where to."""
        parser.add_argument("email")
        parser.add_argument("--to", required=True, type=Path, metavar="DIR")

    def handle(self, *, email: str, to: Path, **_: Any) -> None:
        """Write it, readable for the present user only."""
        subject = people.find(email)
        if subject is None:
            raise CommandError("Nobody signs in with this address.")
        if not to.is_dir():
            raise CommandError(f"{to} is no folder.")
        reached = people.reach(subject)
        place = to / f"gegevens-{subject}-{clock.today()}.zip"
        place.unlink(missing_ok=True)
        place.touch(mode=0o600)
        with place.open("wb") as file:
            Copy(file).write(subject, reached.language if reached else "nl", _quietly)
        self.stdout.write(str(place))


def _quietly(done: int, total: int) -> None:
    """Nobody waits for this copy at a screen."""
