"""Taking invoices back from the collection agency: paid, contested, or because somebody says so."""

from collections.abc import Callable
from uuid import UUID

from django.db import transaction

from d4d.foundation import clock, outbox, states
from privacy.disclosure import disclose
from privacy.vocabulary import COLLECTION
from shop.debtors.events import CollectionRecalled
from shop.debtors.models import CollectionCase, CollectionLine


@transaction.atomic
def recall_invoice(invoice_id: int, *, reason: str, by: UUID | None = None) -> None:
    """An invoice is no longer collected; with the last of its case the case is over."""
    lines = CollectionLine.objects.select_for_update(of=("self",))
    for line in lines.filter(invoice=invoice_id, recalled_on=None):
        _recall(line)
        _close(line.case_id, reason, by)


@transaction.atomic
def recall_case(case_id: int, *, reason: str, by: UUID) -> None:
    """Somebody takes everything back that the agency still has of a case."""
    for line in CollectionLine.objects.select_for_update(of=("self",)).filter(case=case_id, recalled_on=None):
        _recall(line)
    _close(case_id, reason, by)


def tell_agency_of_recall(line_id: int, send: Callable[[CollectionLine], object]) -> None:
    """The agency hears that it stops, through the same door; not when it never heard of the invoice."""
    line = CollectionLine.objects.select_related("case__practice__subject", "invoice").get(pk=line_id)
    if line.recall_sent_at or not line.sent_at:
        return
    practice = line.case.practice
    disclose(
        COLLECTION,
        {"customer_number": practice.number, "invoice_number": line.invoice.number},
        lambda: send(line),
        subject=practice.subject.uuid,
        occasion=f"collection {line.case}: {line.invoice.number} called back",
    )
    CollectionLine.objects.filter(pk=line.pk).update(recall_sent_at=clock.now())


def _recall(line: CollectionLine) -> None:
    line.recalled_on = clock.today()
    line.save(update_fields=["recalled_on"])
    outbox.publish(CollectionRecalled(line_id=line.pk))


def _close(case_id: int, reason: str, by: UUID | None) -> None:
    case = CollectionCase.objects.select_for_update(of=("self",)).get(pk=case_id)
    if case.lines.filter(recalled_on=None).exists():
        return
    if states.move(case, CollectionCase.State.RECALLED, by=by, reason=reason):
        case.closed_on = clock.today()
        case.save(update_fields=["closed_on"])
