"""Checks the books against their seals and the archive."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from shop.invoicing import services


class Command(BaseCommand):
    """Reads every invoice and every archived file, and names each one that is not what it was."""

    help = __doc__

    def handle(self, **_: Any) -> None:
        faults = 0
        for fault in services.verify():
            faults += 1
            self.stdout.write(fault)
        if faults:
            raise CommandError(f"{faults} faults in the books")
        self.stdout.write("The books are whole.")
