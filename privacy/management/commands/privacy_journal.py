"""Says how the erasure journal is, and begins it anew when it cannot be trusted any more."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from privacy import journal


class Command(BaseCommand):
    """How the erasure journal is; with --rewrite it is made anew from what is left and the database."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whether to write, and whether to ask before."""
        parser.add_argument("--rewrite", action="store_true", help="begin a journal anew that is not trusted")
        parser.add_argument("--yes", action="store_true", help="do not ask")

    def handle(self, *, rewrite: bool, yes: bool, **_: Any) -> None:
        """The condition and what is wrong; then, if asked for, the new journal."""
        now = journal.stand()
        self.stdout.write(f"The erasure journal is {now.condition.value}.")
        for remark in now.remarks:
            self.stdout.write(f"  {remark}")
        if not rewrite:
            return
        if not yes:
            self._ask()
        try:
            count = journal.rewrite()
        except journal.CannotBeRewritten as refusal:
            raise CommandError(f"Nothing was changed: {refusal}") from None
        self.stdout.write(f"The journal was written anew and names {count} erasures. Run privacy_replay now.")

    def _ask(self) -> None:
        self.stdout.write(
            "Only in a house whose database is of today: an older one has forgotten who was erased."
        )
        if input('Type "rewrite" to go on: ').strip() != "rewrite":
            raise CommandError("Nothing was changed.")
