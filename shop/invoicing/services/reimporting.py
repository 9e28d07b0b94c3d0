"""After an old backup was restored: what lies in the archive comes back in the books."""

from collections.abc import Iterator
from typing import Any

from django.db import transaction

from d4d.foundation import numbering
from shop.invoicing import archive, record, snapshot
from shop.invoicing.books import vat
from shop.invoicing.models import Invoice
from shop.invoicing.services.closing import follow_what_is_open
from shop.invoicing.services.issuing import counter_of
from shop.invoicing.services.settling import settle_prepaid


def reimport() -> Iterator[str]:
    """Put back every archived invoice that the database does not know; says what it did and could not do.

    A number that the archive knows is never given out again, even where its invoice cannot be put back.
    """
    waiting: list[tuple[str, bytes, dict[str, Any]]] = []
    for key, content in archive.records():
        found = record.read(content)
        numbering.raise_to(counter_of(found["series"]), found["sequence"])
        waiting.append((key, content, found))
    # Invoices first: a credit note refers to one.
    for key, content, found in sorted(waiting, key=lambda one: (one[2]["kind"] != "invoice", one[0])):
        yield from _put_back(key, content, found)


@transaction.atomic
def _put_back(key: str, content: bytes, found: dict[str, Any]) -> list[str]:
    known = Invoice.objects.filter(number=found["number"]).first()
    if known:
        return [] if known.seal == found["seal"] else [f"{found['number']}: another one has this number now"]
    try:
        invoice = record.restore(found, key, content)
    except record.CannotBeRestored as error:
        return [f"cannot be put back: {error}"]
    vat.write_down([(invoice, snapshot.from_json(invoice.snapshot.encode()))])
    settle_prepaid(invoice, on=invoice.issued_on)
    follow_what_is_open(invoice.pk)
    return [f"{found['number']}: put back"]
