"""Proves every sealed ledger: consents, invoices, and whatever else a room has sealed."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from privacy import consent, ledgers


class Command(BaseCommand):
    """Reads every ledger from its first row to its last, and names each row that is not what it was."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--rebuild",
            action="store_true",
            help="first make every consent standing anew from the ledger",
        )

    def handle(self, **options: Any) -> None:
        if options["rebuild"]:
            self.stdout.write(f"{consent.rebuild()} standings were put right.")
        faults = 0
        for ledger, fault in ledgers.verify():
            faults += 1
            self.stdout.write(f"{ledger}: {fault}")
        if faults:
            raise CommandError(f"{faults} faults in the ledgers")
        self.stdout.write("The ledgers are whole.")
