"""Puts archived invoices back after an old backup was restored."""

from typing import Any

from django.core.management.base import BaseCommand

from shop.invoicing import services


class Command(BaseCommand):
    """Reads the records in the archive; harmless to repeat."""

    help = __doc__

    def handle(self, **_: Any) -> None:
        lines = list(services.reimport())
        for line in lines:
            self.stdout.write(line)
        if not lines:
            self.stdout.write("Every archived invoice is in the books.")
