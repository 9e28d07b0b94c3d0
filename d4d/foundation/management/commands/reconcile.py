"""Lets every room catch up after a restore: no number, charge or label is repeated."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from d4d.foundation import reconciliation, standstill
from d4d.foundation.errors import OutsideError


class Command(BaseCommand):
    """Asks archive, payment provider and couriers what happened since the backup; harmless to repeat."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--accept",
            action="store_true",
            help="open the house although somebody must still look at something",
        )

    def handle(self, *, accept: bool, **_: Any) -> None:
        waiting = 0
        try:
            for name, finding in reconciliation.run():
                waiting += finding.is_open
                self.stdout.write(f"{name}: {finding.text}{' (!)' if finding.is_open else ''}")
        except OutsideError as error:
            raise CommandError(f"The house stays closed, try again: {error}") from None
        if waiting and not accept:
            raise CommandError(
                f"{waiting} findings (!) need somebody; write them down and run this again with --accept"
            )
        standstill.reconciled()
        self.stdout.write("The rooms have caught up.")
