"""The code by which a bank app fills in a transfer for several invoices at once."""

from collections.abc import Sequence

from django.conf import settings

from shop.invoicing.epc import Transfer, picture_of


def payment_code(numbers: Sequence[str], cents: int) -> bytes | None:
    """An SVG picture for the sum of these invoices; None where their numbers do not fit in a transfer."""
    us = settings.CONTROLLER
    return picture_of(Transfer(us["name"], us["iban"], cents, " ".join(numbers)), border=4, light="#ffffff")
