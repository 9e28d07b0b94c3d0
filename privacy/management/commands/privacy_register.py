"""`manage.py privacy_register` prints the register of processing activities (GDPR art. 30)."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from privacy import processing


class Command(BaseCommand):
    """For the supervisor, or for a file of the company's own."""

    help = "Print the register of processing activities."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """In which form."""
        parser.add_argument("--format", choices=("json", "csv"), default="json")

    def handle(self, *, format: str, **_: Any) -> None:  # noqa: A002 - the name of the option
        """Print it."""
        if format == "csv":
            self.stdout.write(processing.as_table(), ending="")
        else:
            self.stdout.write(json.dumps(processing.as_document(), ensure_ascii=False, indent=1))
