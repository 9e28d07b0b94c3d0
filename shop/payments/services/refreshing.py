"""Looking at a payment at the provider: the one truth, whoever gave the hint."""

from django.db import transaction

from d4d.foundation import clock, states
from d4d.foundation.errors import Rejected
from shop.orders.models import Order
from shop.payments import mollie
from shop.payments.models import Payment
from shop.payments.services.following import follow_refunds
from shop.payments.services.recording import record
from shop.payments.services.starting import ask, is_key_alive


def refresh(payment_id: int) -> Payment:
    """Fetch a payment and everything that follows from its state; safe to repeat, in any order.

    A payment of which the provider's answer was lost is asked for again with its own key, as long as
    that key lives; then it is given up. Raises Temporary, Rejected or Misconfigured.
    """
    Payment.objects.filter(pk=payment_id).update(looked_at=clock.now())
    payment = Payment.objects.select_related("order__practice__subject").get(pk=payment_id)
    if payment.provider_id:
        seen = mollie.in_a_job().fetch(payment.provider_id)
        payment = record(payment.pk, seen)
        if payment.state == Payment.State.PAID and (seen.refunded_cents or payment.refunds.exists()):
            follow_refunds(payment)
        return payment
    if payment.state == Payment.State.CREATING and is_key_alive(payment):
        return ask(payment, mollie.in_a_job())
    return _give_up(payment.pk)


def call_off(order_id: int) -> None:
    """An order was cancelled: nobody should be able to pay it any more."""
    order = Order.objects.get(pk=order_id)
    if order.state != Order.State.CANCELLED:
        return
    for payment in order.payments.filter(state=Payment.State.OPEN).exclude(provider_id=None):
        assert payment.provider_id
        try:
            record(payment.pk, mollie.in_a_job().cancel(payment.provider_id))
        except Rejected:  # too late: when it is paid, the money goes back
            refresh(payment.pk)


@transaction.atomic
def _give_up(payment_id: int) -> Payment:
    payment = Payment.objects.select_for_update(of=("self",)).get(pk=payment_id)
    if payment.state == Payment.State.CREATING and not payment.provider_id:
        states.move(payment, Payment.State.EXPIRED, reason="the provider never answered")
    return payment
