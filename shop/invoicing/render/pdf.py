"""A document on paper: one PDF that a person reads and, inside, the file a machine reads."""

from __future__ import annotations

import io
from datetime import UTC, datetime, time
from decimal import Decimal
from pathlib import Path

import segno.helpers
from django.template.loader import render_to_string
from django.utils import translation

from shop.invoicing.document import Document, Means
from shop.invoicing.render.sheet import sheet_of

SHEET = Path(__file__).parent / "document.css"
INK = "#13232b"
EPC_NAME_LENGTH = 70
EPC_TEXT_LENGTH = 140
EPC_LARGEST_CENTS = 99_999_999_999


def render(document: Document, xml: bytes | None = None) -> bytes:
    """Print a document as PDF/A-3a; with `xml`, its UBL is attached as `factuur.xml`."""
    from d4d.foundation.press import press  # loading it is slow: never while answering a request

    code = payment_code(document)
    with translation.override(document.language):
        html = render_to_string("invoicing/invoice.html", sheet_of(document) | {"has_code": code is not None})
    made_at = datetime.combine(document.issued_on, time(), tzinfo=UTC)
    return press(html, SHEET, {"payment-code.svg": code} if code else {}, xml, made_at)


def payment_code(document: Document) -> bytes | None:
    """The EPC code that fills in a bank app, where there is something to transfer."""
    payable, payment = document.totals.payable_cents, document.payment
    if not document.is_to_be_paid or document.is_credit or payable > EPC_LARGEST_CENTS:
        return None
    if payment.means is not Means.TRANSFER or not payment.iban or len(document.number) > EPC_TEXT_LENGTH:
        return None
    code = segno.helpers.make_epc_qr(
        name=document.seller.name[:EPC_NAME_LENGTH],
        iban=payment.iban,
        amount=Decimal(payable).scaleb(-2),
        text=document.number,
        bic=payment.bic or None,
    )
    picture = io.BytesIO()
    code.save(picture, kind="svg", border=0, dark=INK, xmldecl=False, omitsize=True)
    return picture.getvalue()
