"""`manage.py privacy_search VALUE` says where a value stands among everything personal, never the value."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from privacy import searching
from privacy.search import TooShort


class Command(BaseCommand):
    """For the privacy officer; that somebody searched is written down, what for is not."""

    help = "Find a value in every column that is declared personal."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What to look for."""
        parser.add_argument("value")

    def handle(self, *, value: str, **_: Any) -> None:
        """Print table, column, row and person of each place."""
        try:
            wanted = searching.ask(value, by=None)
        except TooShort as refused:
            raise CommandError(str(refused)) from None
        done = searching.run(wanted.pk)
        for place in done.found:
            self.stdout.write(
                f"{place['table']}.{place['column']} row {place['row']} person {place['subject']}"
            )
        self.stdout.write(f"{len(done.found) or 'no'} places; noted as search {done.pk}")
