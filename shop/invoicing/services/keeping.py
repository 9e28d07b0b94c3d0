"""Putting the invoices of an earlier shop away, as they were."""

from datetime import date

from shop.invoicing import archive
from shop.invoicing.models import EarlierInvoice


def keep_earlier(
    practice_id: int, number: str, issued_on: date, total_cents: int, paper: bytes = b""
) -> EarlierInvoice:
    """Keep an invoice that was issued elsewhere, with its PDF where there is one; its number stands once."""
    return EarlierInvoice.objects.create(
        practice_id=practice_id,
        number=number,
        issued_on=issued_on,
        total_cents=total_cents,
        file=archive.keep_earlier(issued_on.year, number, paper) if paper else "",
        sha256=archive.fingerprint(paper) if paper else "",
    )
