"""A document on paper: one PDF that a person reads and, inside, the file a machine reads."""

from __future__ import annotations

from datetime import UTC, datetime, time
from pathlib import Path

from django.template.loader import render_to_string
from django.utils import translation

from shop.invoicing.document import Document, Means
from shop.invoicing.epc import Transfer, picture_of
from shop.invoicing.render.sheet import sheet_of

SHEET = Path(__file__).parent / "document.css"


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
    payment = document.payment
    if not document.is_to_be_paid or document.is_credit or payment.means is not Means.TRANSFER:
        return None
    transfer = Transfer(
        document.seller.name,
        payment.iban or "",
        document.totals.payable_cents,
        document.number,
        payment.bic or "",
    )
    return picture_of(transfer, border=0, xmldecl=False, omitsize=True)
