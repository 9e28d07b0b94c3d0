"""The EPC code by which a bank app fills in a transfer for several invoices at once."""

import io
from collections.abc import Sequence
from decimal import Decimal

import segno.helpers
from django.conf import settings

LONGEST_TEXT = 140
LARGEST_CENTS = 99_999_999_999


def payment_code(numbers: Sequence[str], cents: int) -> bytes | None:
    """An SVG picture for the sum of these invoices; None where their numbers do not fit in a transfer."""
    text = " ".join(numbers)
    if not numbers or len(text) > LONGEST_TEXT or not 0 < cents <= LARGEST_CENTS:
        return None
    code = segno.helpers.make_epc_qr(
        name=settings.CONTROLLER["name"],
        iban=settings.CONTROLLER["iban"],
        amount=Decimal(cents).scaleb(-2),
        text=text,
    )
    picture = io.BytesIO()
    code.save(picture, kind="svg", border=4, dark="#13232b", light="#ffffff")
    return picture.getvalue()
