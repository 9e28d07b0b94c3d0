"""Reads a statement of our bank (CAMT.053 or MT940) and books what is certain."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from shop.invoicing import services
from shop.invoicing.bank.transfer import Unreadable
from shop.invoicing.bank.words import why


class Command(BaseCommand):
    """Harmless to repeat: a transfer counts once, in however many files it stands."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which file."""
        parser.add_argument("file", type=Path)

    def handle(self, *, file: Path, **_: Any) -> None:
        try:
            done = services.import_file(file.read_bytes())
        except OSError as refusal:
            raise CommandError(str(refusal.strerror)) from None
        except Unreadable as refusal:
            with translation.override("en"):
                raise CommandError(why(refusal.reason)) from None
        doubt = f" Of {done.doubtful} it is unclear whether they are new." if done.doubtful else ""
        self.stdout.write(f"{done.new} new, {done.booked} booked, {done.known} known already.{doubt}")
