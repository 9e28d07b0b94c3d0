"""Erases again whoever an old backup has brought back."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from privacy import journal, replay


class Command(BaseCommand):
    """Reads the erasure journal and repeats what the database does not know; harmless to repeat."""

    help = __doc__

    def handle(self, **_: Any) -> None:
        try:
            count = replay.replay()
        except (journal.JournalMissing, journal.JournalBroken, replay.NotAllErased) as error:
            raise CommandError(f"The house stays closed: {error}") from None
        self.stdout.write(f"{count} erasures were repeated; the journal and the database agree.")
