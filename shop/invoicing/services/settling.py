"""What is paid of an invoice, and what a practice still owes."""

from django.db import transaction
from django.db.models import Q, Sum
from django.db.models.functions import Coalesce

from accounts.models import Practice
from d4d.foundation import clock, money
from shop.invoicing.models import Billable, Invoice, Settlement


@transaction.atomic
def settle(
    invoice_id: int, amount_cents: int, occasion: str, kind: str = Settlement.Kind.PAYMENT
) -> Settlement:
    """Count money or credit towards an invoice, once per occasion; a negative amount takes it back."""
    Invoice.objects.select_for_update(of=("self",)).get(pk=invoice_id)
    settlement, _ = Settlement.objects.get_or_create(
        occasion=occasion,
        defaults={
            "invoice_id": invoice_id,
            "kind": kind,
            "amount_cents": amount_cents,
            "settled_at": clock.now(),
        },
    )
    return settlement


def open_cents(practice: Practice) -> int:
    """What a practice owes us including VAT: open invoices, less open credit notes, and what was
    delivered on account but not yet invoiced."""
    invoices = Invoice.objects.for_practice(practice).with_open()
    sums = invoices.aggregate(
        owed=Coalesce(Sum("open_cents", filter=Q(kind=Invoice.Kind.INVOICE)), 0),
        credited=Coalesce(Sum("open_cents", filter=Q(kind=Invoice.Kind.CREDIT_NOTE)), 0),
    )
    return int(sums["owed"]) - int(sums["credited"]) + _waiting_cents(practice)


def _waiting_cents(practice: Practice) -> int:
    waiting = Billable.objects.filter(practice=practice, invoice=None).values_list(
        "quantity", "order_line__unit_price_e4", "order_line__vat_permille"
    )
    nets = [(money.price_cents(price_e4, quantity), permille) for quantity, price_e4, permille in waiting]
    return sum(net + money.vat_cents(net, permille) for net, permille in nets)
