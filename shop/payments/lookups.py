"""Money as the desk finds it: by the number at the provider, or the reference on a statement."""

from django.db.models import Q, QuerySet

from privacy.finding import Wanted
from privacy.rows import Shape
from shop.payments.models import BillPayment, Debit, Payment, Payout, Refund

FOUND = Shape("provider_id", "order__number", "state", "created_at", "amount_cents")
OF_INVOICE = Shape("provider_id", "invoice__number", "state", "created_at", "amount_cents")
REFUND = Shape("provider_id", "payment__order__number", "state", "created_at", "amount_cents")
PAYOUT = Shape("provider_id", "reference", "state", "read_at", "amount_cents")


def by_number(wanted: Wanted) -> QuerySet[Payment]:
    """The payment that the provider knows by this number."""
    return Payment.objects.filter(provider_id=wanted.text)


def of_invoices(wanted: Wanted) -> QuerySet[BillPayment]:
    """The payment of an invoice that the provider knows by this number."""
    return BillPayment.objects.filter(provider_id=wanted.text)


def debits(wanted: Wanted) -> QuerySet[Debit]:
    """The direct debit that the provider knows by this number."""
    return Debit.objects.filter(provider_id=wanted.text)


def refunds(wanted: Wanted) -> QuerySet[Refund] | None:
    """The refund that the provider knows by this number."""
    return Refund.objects.filter(provider_id=wanted.text) if wanted.text.startswith("re_") else None


def payouts(wanted: Wanted) -> QuerySet[Payout]:
    """The payout with this number, or with this reference on the statement of the bank."""
    return Payout.objects.filter(Q(provider_id=wanted.text) | Q(reference__in=wanted.numbers))
