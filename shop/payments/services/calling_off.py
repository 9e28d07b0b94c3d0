"""Less is owed than was announced, or nothing: a debit under way follows that."""

from django.db import transaction

from d4d.foundation import states
from shop.invoicing.models import Invoice
from shop.payments.models import Debit
from shop.payments.services.collecting import call_off, follow_debit

State = Debit.State


def ease_debit(invoice_id: int) -> Debit | None:
    """Collect no more of an invoice than is open; harmless to repeat.

    What was only announced is lowered or called off here, what was asked for at the provider. When that is
    too late the money comes, and is to be given back. Raises Temporary or Misconfigured.
    """
    debit_id = Debit.objects.under_way().filter(invoice=invoice_id).values_list("pk", flat=True).first()
    if debit_id is None:
        return None
    debit = _lower(debit_id)
    if debit.state == State.CREATING:
        debit = follow_debit(debit.pk)
    if debit.state == State.PENDING and debit.invoice.open_now() <= 0:
        return call_off(debit)
    return debit


def ease_debits_of(document_id: int) -> Debit | None:
    """The same for the invoice that a credit note takes back."""
    invoice_id = Invoice.objects.values_list("credits", flat=True).get(pk=document_id)
    return ease_debit(invoice_id) if invoice_id else None


@transaction.atomic
def _lower(debit_id: int) -> Debit:
    debits = Debit.objects.select_for_update(of=("self",)).select_related("invoice")
    debit = debits.get(pk=debit_id)
    open_cents = debit.invoice.open_now()
    if debit.state != State.PLANNED or open_cents >= debit.amount_cents:
        return debit
    if open_cents <= 0:
        states.move(debit, State.CANCELLED, reason="nothing is owed any more")
    else:
        debit.amount_cents = open_cents
        debit.save(update_fields=["amount_cents"])
    return debit
