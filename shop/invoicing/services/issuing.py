"""Issuing: the one place where an invoice or credit note comes into being, with its number and seal."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from uuid import UUID

from django.db import connection

from d4d.foundation import numbering, outbox, seal, states
from d4d.foundation.errors import Rejected
from shop.invoicing import rules, snapshot
from shop.invoicing.books import vat
from shop.invoicing.document import Document
from shop.invoicing.events import InvoiceIssued
from shop.invoicing.models import Invoice, InvoiceLine
from shop.invoicing.services.closing import follow_what_is_open


class CannotBeIssued(Rejected):
    """The law would not accept this document; somebody must mend the data it names."""

    def __init__(self, findings: Sequence[rules.Finding]) -> None:
        """Say every rule that is broken, with its field and the way out; no values."""
        listed = " ".join(f"[{one.rule} {one.field}] {one.text}" for one in findings)
        super().__init__(listed, field=findings[0].field)
        self.findings = tuple(findings)


class AlreadyBilled(Exception):
    """More pieces would be billed than were ordered."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a line of the books bills: pieces of an order line, or without one an order's carriage."""

    position: int
    order_id: int | None
    order_line_id: int | None
    quantity: int
    net_cents: int


@dataclass(frozen=True, slots=True)
class Draft:
    """A document that waits for its number: what it bills, to whom, and on which occasion."""

    document: Document
    entries: Sequence[Entry]
    practice_id: int
    occasion: str
    credited: Invoice | None = None


def issue(
    draft: Document,
    entries: Sequence[Entry],
    *,
    practice_id: int,
    occasion: str,
    credited: Invoice | None = None,
    by: UUID | None = None,
    reason: str = "",
) -> Invoice:
    """Give a document its number and seal and write it in the books, for good.

    The number is drawn last, inside the caller's transaction: a rollback gives it back. Raises
    CannotBeIssued, and nothing has changed then.
    """
    (invoice,) = issue_all([Draft(draft, entries, practice_id, occasion, credited)], by=by, reason=reason)
    return invoice


def issue_all(drafts: Sequence[Draft], *, by: UUID | None = None, reason: str = "") -> list[Invoice]:
    """The same for many documents of one series at once, in their order: all of them, or none."""
    assert connection.in_atomic_block, "a document is issued by the act that causes it"
    for draft in drafts:
        refuse_unless_lawful(draft.document)
    issued = list(_numbered(drafts)) if drafts else []
    invoices = Invoice.objects.bulk_create(invoice for invoice, _document in issued)
    InvoiceLine.objects.bulk_create(
        line for invoice, draft in zip(invoices, drafts, strict=True) for line in _lines(invoice, draft)
    )
    vat.write_down(issued)
    states.begin_many(invoices, "issued", by=by, reason=reason)
    outbox.publish_all(InvoiceIssued(invoice_id=invoice.pk) for invoice in invoices)
    for invoice in invoices:
        if not invoice.total_cents:
            follow_what_is_open(invoice.pk)
    return invoices


def refuse_unless_lawful(draft: Document) -> None:
    """Let only a document pass to which nothing but a number is missing; else CannotBeIssued."""
    if findings := rules.check(replace(draft, number=_series_of(draft))):
        raise CannotBeIssued(findings)


def counter_of(series: str) -> str:
    """The counter that numbers a series."""
    return f"invoice:{series}"


def _numbered(drafts: Sequence[Draft]) -> Iterator[tuple[Invoice, Document]]:
    """Each draft with its number, sealed behind the one before it; not written yet."""
    (series,) = {_series_of(draft.document) for draft in drafts}
    numbers = numbering.draw_many(counter_of(series), len(drafts))
    last = Invoice.objects.filter(series=series).order_by("-sequence").values("issued_on", "seal").first()
    previous = last["seal"] if last else seal.FIRST
    for sequence, draft in zip(numbers, drafts, strict=True):
        issued_on = draft.document.issued_on
        # Whoever waited for the lock over midnight is not dated before the one that went first.
        issued_on = max(issued_on, last["issued_on"]) if last else issued_on
        document = replace(draft.document, number=f"{series}-{sequence:06d}", issued_on=issued_on)
        invoice = sealed_row(document, previous)
        invoice.series, invoice.sequence = series, sequence
        invoice.practice_id, invoice.credits = draft.practice_id, draft.credited
        invoice.occasion = draft.occasion
        previous = invoice.seal
        yield invoice, document


def sealed_row(document: Document, previous: str) -> Invoice:
    """The document as a row of the books, sealed behind the one before it; not written yet."""
    content, totals = snapshot.to_json(document), document.totals
    return Invoice(
        kind=Invoice.Kind.CREDIT_NOTE if document.is_credit else Invoice.Kind.INVOICE,
        number=document.number,
        issued_on=document.issued_on,
        due_on=document.due_on or document.issued_on,
        net_cents=totals.net_cents,
        vat_cents=totals.vat_cents,
        total_cents=totals.gross_cents,
        prepaid_cents=totals.prepaid_cents,
        open_cents=totals.gross_cents,
        snapshot=content.decode(),
        snapshot_sha256=sha256(content).hexdigest(),
        previous_seal=previous,
        seal=seal.seal(previous, content),
    )


def _series_of(draft: Document) -> str:
    return f"{'C' if draft.is_credit else 'F'}{draft.issued_on.year}"


def _lines(invoice: Invoice, draft: Draft) -> Iterator[InvoiceLine]:
    for entry in draft.entries:
        yield InvoiceLine(
            invoice=invoice,
            position=entry.position,
            order_id=entry.order_id,
            order_line_id=entry.order_line_id,
            quantity=entry.quantity,
            net_cents=entry.net_cents,
        )
