"""`manage.py privacy_coverage` says how much of what is stored is declared; exits with 1 below 100 %."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from privacy.coverage import Covered, coverage, whole


class Command(BaseCommand):
    """Counts every column of every room against the register."""

    help = "Say how many columns of each room are declared personal or impersonal."
    requires_system_checks: list[str] = []  # they would stop before the figures are seen

    def handle(self, *args: Any, **options: Any) -> None:
        """Print a line per room, and fail when a column is not declared."""
        rooms = coverage()
        self.stdout.write(f"{'room':<28}{'tables':>8}{'columns':>9}{'personal':>10}{'declared':>10}")
        for room in rooms:
            self._line(room)
        total = whole(rooms)
        total.room = "total"
        self._line(total)
        if total.undeclared:
            raise CommandError(f"{total.undeclared} columns are not declared in any personal_data.py")

    def _line(self, room: Covered) -> None:
        self.stdout.write(
            f"{room.room:<28}{room.tables:>8}{room.columns:>9}{room.personal:>10}{room.percent:>8.1f} %"
        )
