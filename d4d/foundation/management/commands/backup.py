"""Makes a sealed backup of database, media and invoice archive."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from d4d.foundation import backup
from d4d.foundation.backup.databases import DatabaseRefused


class Command(BaseCommand):
    """Writes a new folder into DIR; its key goes to the folder of keys, never beside it."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", metavar="DIR", type=Path)
        parser.add_argument(
            "--prune",
            action="store_true",
            help=f"drop keys older than {backup.KEPT_DAYS} days and the backups they opened",
        )

    def handle(self, *, folder: Path, prune: bool, **_: Any) -> None:
        try:
            made = backup.make(folder)
        except (DatabaseRefused, backup.CannotBeRead, OSError) as error:
            raise CommandError(f"No backup was made: {error}") from None
        self.stdout.write(str(made))
        for name in backup.prune(folder) if prune else ():
            self.stdout.write(f"{name} is gone: its key has lived its time")
