"""Following money that goes back: how far the provider is, also with what was not begun by us."""

import logging

from django.db import transaction

from d4d.foundation import states
from shop.payments import mollie
from shop.payments.models import Payment, Refund
from shop.payments.mollie import SeenRefund
from shop.payments.services.refunding import begin_again
from shop.payments.services.sending import BECOMES, count_refunds, record_refund

log = logging.getLogger("d4d.payments")


def follow_refunds(payment: Payment) -> None:
    """Ask the provider how far the refunds of a payment are, those by hand included."""
    assert payment.provider_id
    said = mollie.in_a_job().refunds(payment.provider_id)
    by_key = {str(key): pk for pk, key in payment.refunds.values_list("pk", "idempotency_key")}
    for seen in said:
        if refund_id := by_key.get(seen.key):
            record_refund(refund_id, seen)
        else:
            _follow_one_by_hand(payment.pk, seen)


@transaction.atomic
def _follow_one_by_hand(payment_id: int, seen: SeenRefund) -> None:
    """A refund that somebody made at the provider's own desk counts like one of ours.

    It takes the place of a refund of the same amount that failed, and so settles its credit note.
    """
    payment = Payment.objects.select_for_update(of=("self",)).get(pk=payment_id)
    refund = payment.refunds.filter(provider_id=seen.id).first()
    if refund is None:
        if BECOMES[seen.status] == Refund.State.FAILED:
            return
        log.error("payment %s was refunded outside the shop", payment_id)
        refund = _begun_by_hand(payment, seen)
    record_refund(refund.pk, seen)
    count_refunds(payment_id)


def _begun_by_hand(payment: Payment, seen: SeenRefund) -> Refund:
    failed = payment.refunds.not_repeated().filter(state=Refund.State.FAILED, amount_cents=seen.amount_cents)
    for one in failed.order_by("pk"):
        if one.may_be_repeated:
            return begin_again(one)
    refund = Refund.objects.create(
        payment=payment, amount_cents=seen.amount_cents, occasion=f"provider:{seen.id}"
    )
    states.begin(refund, refund.state)
    return refund
