"""Giving money back: reserved in our books before the provider hears of it, never more than was paid."""

from collections.abc import Iterator
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q

from d4d.foundation import outbox, states
from shop.invoicing.models import Invoice
from shop.orders.models import Order
from shop.payments.events import RefundWanted
from shop.payments.models import Payment, Refund


class RefundTooLarge(Exception):
    """More would go back than was paid and not yet given back."""


class CannotBeRepeated(Exception):
    """This refund did not fail, was tried again already, or is not owed any more."""


@transaction.atomic
def refund(
    order: Order, amount_cents: int, occasion: str, credit_note: Invoice | None = None
) -> list[Refund]:
    """Give a practice money back for an order, once per occasion; raises RefundTooLarge.

    What fits in no single payment is spread over several; each part is a refund of its own.
    """
    Order.objects.select_for_update(of=("self",)).get(pk=order.pk)
    parts = Q(occasion=occasion) | Q(occasion__startswith=f"{occasion}/")
    if known := list(Refund.objects.filter(parts, payment__order=order, repeats=None).order_by("pk")):
        return known
    return [
        _want(payment, cents, f"{occasion}/{turn}" if turn > 1 else occasion, credit_note)
        for turn, (payment, cents) in enumerate(_spread(order, amount_cents), start=1)
    ]


@transaction.atomic
def refund_payment(payment: Payment, amount_cents: int, occasion: str) -> Refund:
    """Give money back of one very payment, once per occasion; raises RefundTooLarge."""
    if known := Refund.objects.filter(occasion=occasion).first():
        return known
    wanted = _want(payment, amount_cents, occasion, None)
    payment.refunded_cents += amount_cents
    return wanted


@transaction.atomic
def give_back(invoice_id: int) -> list[Refund]:
    """A credit note on an order that was paid in advance gives its money back, unless it is kept."""
    note = Invoice.objects.select_for_update(of=("self",)).select_related("credits").get(pk=invoice_id)
    if note.credits is None:
        return []
    line = note.credits.lines.select_related("order").order_by("position").first()
    order = line.order if line else None
    amount = note.open_now()
    if order is None or order.is_on_account or amount <= 0:
        return []
    return refund(order, amount, f"credit-note:{note.pk}", credit_note=note)


@transaction.atomic
def repeat(refund_id: int, by: UUID | None = None) -> Refund:
    """Try once more to give back what failed, as a refund of its own.

    Raises CannotBeRepeated or RefundTooLarge.
    """
    payment_id = Refund.objects.values_list("payment_id", flat=True).get(pk=refund_id)
    payment = Payment.objects.select_for_update(of=("self",)).get(pk=payment_id)
    failed = payment.refunds.get(pk=refund_id)
    list(Invoice.objects.select_for_update(of=("self",)).filter(refunds=failed))  # not kept too
    if not failed.may_be_repeated:
        raise CannotBeRepeated(f"refund {refund_id}")
    if not _reserve(payment, failed.amount_cents):
        raise RefundTooLarge(f"payment {payment_id}")
    again = begin_again(failed, by)
    outbox.publish(RefundWanted(refund_id=again.pk))
    return again


def begin_again(failed: Refund, by: UUID | None = None) -> Refund:
    """Another try of a refund that failed, with a key of its own; nobody is told."""
    again = Refund.objects.create(
        payment_id=failed.payment_id,
        credit_note_id=failed.credit_note_id,
        repeats=failed,
        amount_cents=failed.amount_cents,
        occasion=failed.next_occasion,
    )
    states.begin(again, again.state, by=by)
    return again


def _spread(order: Order, amount_cents: int) -> Iterator[tuple[Payment, int]]:
    """Payments of an order with what goes back of each: the first that holds all, else the fullest."""
    paid = order.payments.select_for_update(of=("self",)).filter(state=Payment.State.PAID).order_by("pk")
    payments = list(paid)
    if not 0 < amount_cents <= sum(payment.room_cents for payment in payments):
        raise RefundTooLarge(f"order {order.pk}")
    whole = [payment for payment in payments if payment.room_cents >= amount_cents]
    for payment in whole[:1] or sorted(payments, key=lambda one: -one.room_cents):
        if cents := min(amount_cents, payment.room_cents):
            yield payment, cents
            amount_cents -= cents


def _reserve(payment: Payment, amount_cents: int) -> bool:
    """Set money aside for a refund; the row count decides between many at once."""
    room = F("amount_cents") - F("charged_back_cents") - amount_cents
    return amount_cents > 0 and bool(
        Payment.objects.filter(pk=payment.pk, refunded_cents__lte=room).update(
            refunded_cents=F("refunded_cents") + amount_cents
        )
    )


def _want(payment: Payment, amount_cents: int, occasion: str, credit_note: Invoice | None) -> Refund:
    if not _reserve(payment, amount_cents):
        raise RefundTooLarge(f"payment {payment.pk}")
    wanted = Refund.objects.create(
        payment=payment, amount_cents=amount_cents, occasion=occasion, credit_note=credit_note
    )
    states.begin(wanted, wanted.state)
    outbox.publish(RefundWanted(refund_id=wanted.pk))
    return wanted
