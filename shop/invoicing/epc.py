"""The EPC code by which a bank app fills in a transfer."""

import io
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import segno.helpers

LONGEST_NAME = 70
LONGEST_TEXT = 140
LARGEST_CENTS = 99_999_999_999
INK = "#13232b"


@dataclass(frozen=True, slots=True)
class Transfer:
    """What is to be transferred, to whom, and what stands with it."""

    name: str
    iban: str
    cents: int
    text: str
    bic: str = ""


def picture_of(transfer: Transfer, **look: Any) -> bytes | None:
    """The code as SVG, a long name cut; None where there is nothing to transfer or it does not fit."""
    fits = 0 < transfer.cents <= LARGEST_CENTS and 0 < len(transfer.text) <= LONGEST_TEXT
    if not fits or not transfer.iban:
        return None
    code = segno.helpers.make_epc_qr(
        name=transfer.name[:LONGEST_NAME],
        iban=transfer.iban,
        amount=Decimal(transfer.cents).scaleb(-2),
        text=transfer.text,
        bic=transfer.bic or None,
    )
    picture = io.BytesIO()
    code.save(picture, kind="svg", dark=INK, **look)
    return picture.getvalue()
