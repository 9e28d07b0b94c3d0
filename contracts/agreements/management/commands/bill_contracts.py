"""Bills the contracts by hand: what the clock does every day."""

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from contracts.agreements import services


class Command(BaseCommand):
    """Begins and ends terms, and bills every period that is due; safe to run again."""

    help = "Bill every contract period that is due; safe to run again, however late."

    def add_arguments(self, parser: CommandParser) -> None:
        """`--as-of` is the day by which periods are due; invoices bear today's date."""
        parser.add_argument("--as-of", help="YYYY-MM-DD; today when left out")

    def handle(self, *args: Any, **options: Any) -> None:
        """Say how many invoices were made."""
        try:
            day = date.fromisoformat(options["as_of"]) if options["as_of"] else None
        except ValueError:
            raise CommandError("--as-of takes a date as YYYY-MM-DD") from None
        self.stdout.write(f"{len(services.every_day(day))} invoices\n")
