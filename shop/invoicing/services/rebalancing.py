"""Money that comes for what was credited meanwhile: it is owed to the practice, and the books say so."""

from django.db import transaction
from django.db.models import Q, Sum

from shop.invoicing.models import Invoice, Settlement
from shop.invoicing.services.settling import settle


@transaction.atomic
def rebalance(invoice_id: int) -> None:
    """Let an invoice and its credit notes agree after money came in, or was taken back.

    What was paid beyond the invoice is to be given back by its credit notes, the newest first; what is open
    again is set off against what they have left. Harmless to repeat.
    """
    invoice = Invoice.objects.select_for_update(of=("self",)).get(pk=invoice_id)
    for note in invoice.credit_notes.select_for_update(of=("self",)).order_by("-pk"):
        open_cents = invoice.open_now()
        if open_cents < 0:
            _shift(invoice, note, -min(-open_cents, _set_off(invoice, note)))
        elif open_cents > 0:
            _shift(invoice, note, min(open_cents, note.open_now()))


def _set_off(invoice: Invoice, note: Invoice) -> int:
    """What of an invoice its credit note pays now."""
    own = Q(occasion=f"credited-by:{note.pk}") | Q(occasion__startswith=_occasion(note))
    return int(invoice.settlements.filter(own).aggregate(sum=Sum("amount_cents"))["sum"] or 0)


def _shift(invoice: Invoice, note: Invoice, cents: int) -> None:
    if not cents:
        return
    turn = invoice.settlements.filter(occasion__startswith=_occasion(note)).count() + 1
    settle(invoice.pk, cents, f"{_occasion(note)}{turn}", Settlement.Kind.CREDIT)
    settle(note.pk, cents, f"{_occasion(note)}{turn}:note", Settlement.Kind.CREDIT)


def _occasion(note: Invoice) -> str:
    return f"rebalanced:{note.pk}:"
