"""`privacy_retention [--as-of DATE] [--dry-run]`: let go what is over, or only count it."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand

from privacy import retention

NO_LIMIT = 24 * 3600.0


class Command(BaseCommand):
    """Applies every period of the register as of a day."""

    help = "Let everything go whose period is over; with --dry-run only say how much that is."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The day, and whether anything may change."""
        parser.add_argument("--as-of", type=date.fromisoformat, default=None, metavar="YYYY-MM-DD")
        parser.add_argument("--dry-run", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """One line a rule with something due, and the sum."""
        results = retention.night(options["as_of"], dry_run=options["dry_run"], seconds=NO_LIMIT)
        for one in results:
            held = f", {one.held} held" if one.held else ""
            self.stdout.write(f"{one.rule}: {one.done}{held}")
        verb = "due" if options["dry_run"] else "done"
        self.stdout.write(f"{sum(one.done for one in results)} {verb}")
