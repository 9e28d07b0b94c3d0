"""Proves that the books are what they were: numbers, seals, documents and files."""

from collections.abc import Iterator
from datetime import timedelta
from hashlib import sha256

from django.db.models import F, Sum
from django.db.models.functions import Coalesce

from d4d.foundation import clock, seal
from d4d.foundation.models import Counter
from shop.invoicing import archive, snapshot
from shop.invoicing.models import EarlierInvoice, Invoice
from shop.invoicing.services.issuing import counter_of

FILES_TAKE = timedelta(hours=1)


def verify() -> Iterator[str]:
    """Everything that is wrong, each naming its invoice; nothing when the books are whole."""
    for series in Invoice.objects.order_by("series").values_list("series", flat=True).distinct():
        yield from _verify_series(series)
    yield from _verify_what_is_open()
    for earlier in EarlierInvoice.objects.exclude(file="").order_by("pk").iterator(chunk_size=200):
        try:
            archive.read_earlier(earlier)
        except archive.ArchiveDamaged as error:
            yield f"earlier invoice {earlier.number}: in the archive {error}"


def _verify_series(series: str) -> Iterator[str]:
    expected, previous = 1, seal.FIRST
    for invoice in Invoice.objects.filter(series=series).order_by("sequence").iterator(chunk_size=200):
        while expected < invoice.sequence:
            yield f"{series}-{expected:06d}: is missing"
            expected, previous = expected + 1, invoice.previous_seal
        if invoice.previous_seal != previous:
            yield f"{invoice.number}: does not follow the seal of the one before"
        yield from (f"{invoice.number}: {fault}" for fault in _faults(invoice))
        expected, previous = invoice.sequence + 1, invoice.seal
    drawn = Counter.objects.filter(series=counter_of(series)).values_list("value", flat=True).first() or 0
    if drawn != expected - 1:
        yield f"{series}: the counter stands at {drawn}, the last invoice is {expected - 1}"


def _verify_what_is_open() -> Iterator[str]:
    left = F("total_cents") - Coalesce(Sum("settlements__amount_cents"), 0)
    kept = Invoice.objects.filter(purged_at=None).annotate(left=left)
    for number in kept.exclude(open_cents=F("left")).order_by("pk").values_list("number", flat=True):
        yield f"{number}: what it says is open is not what its settlements leave"


def _faults(invoice: Invoice) -> Iterator[str]:
    if invoice.is_purged:  # its fingerprint stays, what it was taken of is gone
        return
    content = invoice.snapshot.encode()
    if sha256(content).hexdigest() != invoice.snapshot_sha256:
        yield "its document has been changed"
    if not seal.is_intact(invoice.previous_seal, content, invoice.seal):
        yield "its seal is broken"
    yield from _contradictions(invoice, content)
    if invoice.created_at < clock.now() - FILES_TAKE and not invoice.files.exists():
        yield "has no files in the archive"
    for file in invoice.files.order_by("kind"):
        try:
            archive.read(file)
        except archive.ArchiveDamaged as error:
            yield f"in the archive {error}"


def _contradictions(invoice: Invoice, content: bytes) -> Iterator[str]:
    """Where the columns beside the document say something else than the document."""
    try:
        document = snapshot.from_json(content)
    except snapshot.SnapshotDamaged:
        yield "its document cannot be read"
        return
    totals = document.totals
    said: dict[str, tuple[object, object]] = {
        "number": (invoice.number, document.number),
        "date": (invoice.issued_on, document.issued_on),
        "net": (invoice.net_cents, totals.net_cents),
        "VAT": (invoice.vat_cents, totals.vat_cents),
        "total": (invoice.total_cents, totals.gross_cents),
        "prepaid": (invoice.prepaid_cents, totals.prepaid_cents),
    }
    if not invoice.is_carried:  # it keeps the number that it had elsewhere
        said["sequence"] = (f"{invoice.series}-{invoice.sequence:06d}", document.number)
    for name, (row, paper) in said.items():
        if row != paper:
            yield f"its {name} is not what the document says"
