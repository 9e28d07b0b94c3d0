"""Telling the provider of money that goes back, and writing down how that went."""

import logging

from django.db import transaction
from django.db.models import Sum

from d4d.foundation import states
from privacy.disclosure import disclose
from privacy.vocabulary import CLAIM, MOLLIE
from shop.invoicing import services as invoicing
from shop.invoicing.models import Settlement
from shop.payments import mollie
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


def send_refund(refund_id: int) -> None:
    """Tell the provider to give money back; looks first whether an earlier try got through.

    A provider that refuses makes the refund fail with its reason: staff may mend that and try again.
    """
    wanted = Refund.objects.select_related("payment__order__practice__subject").get(pk=refund_id)
    provider_id = wanted.payment.provider_id
    if wanted.state != Refund.State.WANTED or not provider_id:
        return
    said = mollie.in_a_job().refunds(provider_id)
    seen = next((one for one in said if one.key == str(wanted.idempotency_key)), None)
    try:
        record_refund(wanted.pk, seen or _tell(wanted, provider_id))
    except mollie.Refused as refusal:
        _take_no(wanted.pk, str(refusal))


def _tell(wanted: Refund, provider_id: str) -> SeenRefund:
    order = wanted.payment.order
    return disclose(
        MOLLIE,
        {"order_number": order.number, "amount": wanted.amount_cents},
        lambda: mollie.in_a_job().refund(
            provider_id, wanted.amount_cents, order.number, wanted.idempotency_key
        ),
        subject=order.practice.subject.uuid,
        occasion=f"refund {order.number}/{wanted.pk}",
        purpose=CLAIM,  # what we owe is paid back, whatever became of the practice's data
    )


@transaction.atomic
def _take_no(refund_id: int, reason: str) -> None:
    refund = Refund.objects.select_for_update(of=("self",)).get(pk=refund_id)
    if refund.state == Refund.State.WANTED:
        states.move(refund, Refund.State.FAILED, reason=reason)
        _release(refund)


@transaction.atomic
def record_refund(refund_id: int, seen: SeenRefund) -> Refund:
    """Take note of what the provider says of a refund; states only move forward."""
    refund = Refund.objects.select_for_update(of=("self",)).get(pk=refund_id)
    refund.provider_id = seen.id
    refund.save(update_fields=["provider_id"])
    to = BECOMES[seen.status]
    reason = f"mollie: {seen.status}" if to == Refund.State.FAILED else ""
    if to not in Refund.MOVES[Refund.State(refund.state)] or not states.move(refund, to, reason=reason):
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
