"""Asks the payment provider about every payment of which we should have heard."""

from typing import Any

from django.core.management.base import BaseCommand

from shop.payments import services


class Command(BaseCommand):
    """Does at once what the clock does every ten minutes."""

    help = __doc__

    def handle(self, **_: Any) -> None:
        self.stdout.write(f"{services.reconcile()} payments are being looked up")
