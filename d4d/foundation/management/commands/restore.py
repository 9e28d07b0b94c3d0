"""Puts a backup in the place of database and media; the house then stands still until it has caught up."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from d4d.foundation import backup
from d4d.foundation.backup.manifest import FILE


class Command(BaseCommand):
    """Restores the backup in DIR, or the newest one in it; everything that came later is lost."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", metavar="DIR", type=Path)
        parser.add_argument("--yes", action="store_true", help="do not ask")

    def handle(self, *, folder: Path, yes: bool, **_: Any) -> None:
        chosen = _chosen(folder)
        try:
            manifest, _key = backup.read(chosen)
            if not yes:
                self._ask(manifest)
            backup.restore(chosen)
        except (backup.CannotBeRead, backup.CannotBeRestored) as error:
            raise CommandError(f"Nothing was changed: {error}") from None
        except backup.HalfRestored as error:
            raise CommandError(
                f"The database is that of {manifest.name}, the files are not all of it ({error}). The house "
                f"stands still. See to that, then run this again: manage.py restore {chosen}"
            ) from None
        self.stdout.write(f"{manifest.name} is in place. The house stands still until these have run:")
        for command in ("migrate", "privacy_replay", "reconcile"):
            self.stdout.write(f"  manage.py {command}")

    def _ask(self, manifest: backup.Manifest) -> None:
        self.stdout.write(f"Backup {manifest.name}, taken {manifest.taken_at}, {manifest.size} bytes.")
        self.stdout.write("Everything in database and media that came later is lost.")
        if input('Type "restore" to go on: ').strip() != "restore":
            raise CommandError("Nothing was changed.")


def _chosen(folder: Path) -> Path:
    if (folder / FILE).exists():
        return folder
    found = sorted(path.parent for path in folder.glob(f"*/{FILE}"))
    if not found:
        raise CommandError(f"Nothing was changed: there is no backup in {folder}")
    return found[-1]
