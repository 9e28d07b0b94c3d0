"""Writing down what the provider says of a payment, and what follows from it, in one transaction."""

import logging

from django.db import transaction

from d4d.foundation import clock, states
from shop.invoicing import services as invoicing
from shop.invoicing.models import Invoice
from shop.orders import services as orders
from shop.orders.models import Order
from shop.payments.models import Payment, Sighting
from shop.payments.mollie import Seen
from shop.payments.mollie_amounts import CURRENCY
from shop.payments.services.refunding import refund_payment

log = logging.getLogger("d4d.payments")


@transaction.atomic
def record(payment_id: int, seen: Seen) -> Payment:
    """Take note of the provider's word; the only way for a payment to move on.

    States only move forward, whatever the order in which news arrives. Money that is not what we asked
    for moves nothing but the payment itself, to be looked at.
    """
    order_id = Payment.objects.values_list("order_id", flat=True).get(pk=payment_id)
    order = Order.objects.select_for_update(of=("self",)).get(pk=order_id)
    payment = Payment.objects.select_for_update(of=("self",)).get(pk=payment_id)
    sighting = _sighting(payment, seen)
    if not _is_what_we_asked(payment, order, seen):
        _set_aside(payment)
        return payment
    _remember(payment, seen)
    if _advance(payment, seen.status) and payment.state == Payment.State.PAID:
        _settle(payment, order)
    if sighting:
        _follow_charge_backs(payment, seen, sighting)
    return payment


def _sighting(payment: Payment, seen: Seen) -> Sighting | None:
    """A new sighting, unless nothing has changed since the last one."""
    facts = {
        "status": seen.status,
        "amount_cents": seen.amount_cents,
        "refunded_cents": seen.refunded_cents,
        "charged_back_cents": seen.charged_back_cents,
    }
    last = payment.sightings.order_by("-pk").values(*facts).first()
    return None if last == facts else Sighting.objects.create(payment=payment, **facts)


def _is_what_we_asked(payment: Payment, order: Order, seen: Seen) -> bool:
    asked = (payment.provider_id or seen.id, payment.amount_cents, CURRENCY, order.number)
    return (seen.id, seen.amount_cents, seen.currency, seen.order) == asked


def _set_aside(payment: Payment) -> None:
    log.error("payment %s is not what we asked for", payment.pk)
    if Payment.State.MISMATCH in Payment.MOVES[Payment.State(payment.state)]:
        states.move(payment, Payment.State.MISMATCH, reason="id, amount, currency or order differs")


def _remember(payment: Payment, seen: Seen) -> None:
    payment.provider_id = seen.id
    payment.method = seen.method or payment.method
    payment.checkout_url = seen.checkout_url or payment.checkout_url
    payment.save(update_fields=["provider_id", "method", "checkout_url"])


def _advance(payment: Payment, status: str) -> bool:
    """Move on to what the provider says, if that lies ahead; older news is passed over."""
    ahead = Payment.MOVES[Payment.State(payment.state)]
    return status in ahead and states.move(payment, status)


def _settle(payment: Payment, order: Order) -> None:
    """The money is in: the order is paid and invoiced; money that nobody asked for goes back."""
    payment.paid_at = clock.now()
    payment.save(update_fields=["paid_at"])
    if order.state == Order.State.CANCELLED or order.paid_at:
        log.warning("payment %s came too late or twice and goes back", payment.pk)
        refund_payment(payment, payment.amount_cents, occasion=_surplus(payment))
        return
    orders.mark_paid(order.pk)
    invoicing.issue_for_order(order.pk)


def _follow_charge_backs(payment: Payment, seen: Seen, sighting: Sighting) -> None:
    """What a bank takes back is owed again; what it returns is paid again.

    Not so of money that nobody asked for: no invoice was ever paid with it.
    """
    taken = seen.charged_back_cents - payment.charged_back_cents
    if not taken:
        return
    log.error("charge-back of payment %s", payment.pk)
    payment.charged_back_cents = seen.charged_back_cents
    payment.save(update_fields=["charged_back_cents"])
    invoice = Invoice.objects.filter(occasion=f"order:{payment.order_id}").first()
    if invoice and not payment.refunds.filter(occasion=_surplus(payment)).exists():
        invoicing.settle(invoice.pk, -taken, f"charge-back:{sighting.pk}")


def _surplus(payment: Payment) -> str:
    """The occasion on which money that came too late or twice goes back."""
    return f"surplus:{payment.pk}"
