"""Take in the mails to customer service."""

from typing import Any

from django.core.management.base import BaseCommand

from contracts.service.services import case_letters


class Command(BaseCommand):
    """Reads the mailbox of customer service: new mails become questions, replies find theirs."""

    help = __doc__

    def handle(self, **_: Any) -> None:
        self.stdout.write(f"{case_letters.fetch()} messages")
