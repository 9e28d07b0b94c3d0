"""Giving money back: reserved in our books first, then told to the provider, never more than was paid."""

import logging
from uuid import UUID

from django.db import transaction
from django.db.models import F, Sum

from d4d.foundation import outbox, states
from privacy.disclosure import disclose
from privacy.vocabulary import MOLLIE
from shop.invoicing import services as invoicing
from shop.invoicing.models import Invoice, Settlement
from shop.orders.models import Order
from shop.payments import mollie
from shop.payments.events import RefundWanted
from shop.payments.models import Payment, Refund
from shop.payments.mollie import SeenRefund

log = logging.getLogger("d4d.payments")
BECOMES = {
    "queued": Refund.State.PENDING,
    "pending": Refund.State.PENDING,
    "processing": Refund.State.PENDING,
    "refunded": Refund.State.REFUNDED,
    "failed": Refund.State.FAILED,
    "canceled": Refund.State.FAILED,
}


class RefundTooLarge(Exception):
    """More would go back than was paid and not yet given back."""


class CannotBeRepeated(Exception):
    """This refund did not fail, was tried again already, or is not owed any more."""


@transaction.atomic
def refund(order: Order, amount_cents: int, occasion: str, credit_note: Invoice | None = None) -> Refund:
    """Give a practice money back for an order, once per occasion; raises RefundTooLarge."""
    Order.objects.select_for_update(of=("self",)).get(pk=order.pk)
    if known := Refund.objects.filter(occasion=occasion).first():
        return known
    for payment in order.payments.filter(state=Payment.State.PAID).order_by("pk"):
        if _reserve(payment, amount_cents):
            return _want(payment, amount_cents, occasion, credit_note)
    raise RefundTooLarge(f"order {order.pk}")


@transaction.atomic
def refund_payment(payment: Payment, amount_cents: int, occasion: str) -> Refund:
    """Give money back of one very payment, once per occasion; raises RefundTooLarge."""
    if known := Refund.objects.filter(occasion=occasion).first():
        return known
    if not _reserve(payment, amount_cents):
        raise RefundTooLarge(f"payment {payment.pk}")
    payment.refunded_cents += amount_cents
    return _want(payment, amount_cents, occasion, None)


@transaction.atomic
def give_back(invoice_id: int) -> Refund | None:
    """A credit note on an order that was paid in advance gives its money back."""
    note = Invoice.objects.select_related("credits").get(pk=invoice_id)
    if note.credits is None:
        return None
    line = note.credits.lines.select_related("order").order_by("position").first()
    order = line.order if line else None
    amount = note.open_now()
    if order is None or order.is_on_account or amount <= 0:
        return None
    return refund(order, amount, f"credit-note:{note.pk}", credit_note=note)


@transaction.atomic
def repeat(refund_id: int, by: UUID | None = None) -> Refund:
    """Try once more to give back what failed, as a refund of its own.

    Raises CannotBeRepeated or RefundTooLarge.
    """
    payment_id = Refund.objects.values_list("payment_id", flat=True).get(pk=refund_id)
    payment = Payment.objects.select_for_update(of=("self",)).get(pk=payment_id)
    failed = payment.refunds.get(pk=refund_id)
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


def send_refund(refund_id: int) -> None:
    """Tell the provider to give money back; looks first whether an earlier try got through."""
    wanted = Refund.objects.select_related("payment__order__practice__subject").get(pk=refund_id)
    payment = wanted.payment
    if wanted.state != Refund.State.WANTED or not payment.provider_id:
        return
    provider, provider_id = mollie.in_a_job(), payment.provider_id
    known = [one for one in provider.refunds(provider_id) if one.key == str(wanted.idempotency_key)]
    seen = (
        known[0]
        if known
        else disclose(
            MOLLIE,
            {"order_number": payment.order.number, "amount": wanted.amount_cents},
            lambda: provider.refund(
                provider_id, wanted.amount_cents, payment.order.number, wanted.idempotency_key
            ),
            subject=payment.order.practice.subject.uuid,
            occasion=f"refund {payment.order.number}/{wanted.pk}",
        )
    )
    record_refund(wanted.pk, seen)


@transaction.atomic
def record_refund(refund_id: int, seen: SeenRefund) -> Refund:
    """Take note of what the provider says of a refund; states only move forward."""
    refund = Refund.objects.select_for_update(of=("self",)).get(pk=refund_id)
    refund.provider_id = seen.id
    refund.save(update_fields=["provider_id"])
    to = BECOMES[seen.status]
    if to not in Refund.MOVES[Refund.State(refund.state)] or not states.move(refund, to):
        return refund
    if to == Refund.State.REFUNDED and refund.credit_note_id:
        invoicing.settle(
            refund.credit_note_id, refund.amount_cents, f"refund:{refund.pk}", Settlement.Kind.REFUND
        )
    if to == Refund.State.FAILED:
        _release(refund)
    return refund


def count_refunds(payment_id: int) -> None:
    """What goes back of a payment is the sum of the refunds that did not fail."""
    payment = Payment.objects.select_for_update(of=("self",)).get(pk=payment_id)
    sum_cents = payment.refunds.counting().aggregate(sum=Sum("amount_cents"))["sum"] or 0
    payment.refunded_cents = min(sum_cents, payment.amount_cents)
    payment.save(update_fields=["refunded_cents"])


def _reserve(payment: Payment, amount_cents: int) -> bool:
    """Set money aside for a refund; the row count decides between many at once."""
    room = F("amount_cents") - F("charged_back_cents") - amount_cents
    return amount_cents > 0 and bool(
        Payment.objects.filter(pk=payment.pk, refunded_cents__lte=room).update(
            refunded_cents=F("refunded_cents") + amount_cents
        )
    )


def _want(payment: Payment, amount_cents: int, occasion: str, credit_note: Invoice | None) -> Refund:
    wanted = Refund.objects.create(
        payment=payment, amount_cents=amount_cents, occasion=occasion, credit_note=credit_note
    )
    states.begin(wanted, wanted.state)
    outbox.publish(RefundWanted(refund_id=wanted.pk))
    return wanted


def _release(refund: Refund) -> None:
    log.error("refund %s failed at the provider", refund.pk)
    if refund.credit_note_id:
        taken_back = Settlement.objects.filter(occasion=f"refund:{refund.pk}").exists()
        if taken_back:
            invoicing.settle(
                refund.credit_note_id,
                -refund.amount_cents,
                f"refund-failed:{refund.pk}",
                Settlement.Kind.REFUND,
            )
    count_refunds(refund.payment_id)
