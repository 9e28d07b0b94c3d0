"""Starting to pay: our own row first, then the provider, so that nobody is charged twice."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.urls import reverse

from d4d.foundation import clock, states
from d4d.foundation.errors import Rejected
from privacy.disclosure import disclose
from privacy.vocabulary import MOLLIE
from shop.invoicing import services as invoicing
from shop.orders.models import Order
from shop.payments import mollie
from shop.payments.models import BillPayment, Payment
from shop.payments.mollie import Provider, Wanted
from shop.payments.services.recording import record
from shop.payments.services.returning import return_address

KEY_LIVES = timedelta(minutes=50)  # the provider forgets a key after an hour


class CannotBePaid(Exception):
    """This order does not wait for a payment, or the provider refuses it."""


def start(order: Order, method: str = "") -> Payment:
    """Let a practice pay its order; the payment's `checkout_url` is where to.

    A payment that is under way is used again: pressing twice pays once. Another method calls the earlier
    payment off first. Raises CannotBePaid, Temporary or Misconfigured; a new try uses the same key.
    """
    payment = _claim(order.pk, method)
    if payment.provider_id and method and payment.method != method:
        payment = _with_other_method(payment, method)
    return payment if payment.provider_id else ask(payment, mollie.in_a_request())


def ask(payment: Payment, provider: Provider) -> Payment:
    """Tell the provider of a payment, with the payment's own key; safe to repeat while the key lives.

    Every word of it is a fact of the row: the provider refuses a key that comes back with other words.
    """
    order = payment.order
    wanted = Wanted(
        order=order.number,
        attempt=payment.attempt,
        amount_cents=payment.amount_cents,
        return_url=return_address(payment),
        webhook_url=settings.MOLLIE_WEBHOOK_ORIGIN + reverse("payments:webhook", args=[payment.token]),
        method=payment.method,
    )
    try:
        seen = disclose(
            MOLLIE,
            {"order_number": order.number, "amount": payment.amount_cents},
            lambda: provider.start(wanted, payment.idempotency_key),
            subject=order.practice.subject.uuid,
            occasion=f"payment {order.number}/{payment.attempt}",
        )
    except Rejected as error:
        _give_up(payment.pk, str(error))
        raise CannotBePaid(str(error)) from None
    return record(payment.pk, seen)


def is_key_alive(payment: Payment | BillPayment) -> bool:
    """Whether the provider would still recognise a repeated request as the same one."""
    return payment.created_at > clock.now() - KEY_LIVES


@transaction.atomic
def _claim(order_id: int, method: str) -> Payment:
    """The one payment under way for an order; a new one when there is none. Committed before any call."""
    order = Order.objects.select_for_update(of=("self",)).get(pk=order_id)
    if order.state != Order.State.AWAITING_PAYMENT or order.paid_at:
        raise CannotBePaid("this order does not wait for a payment")
    under_way = order.payments.filter(state__in=Payment.UNDER_WAY).first()
    if under_way and (under_way.provider_id or is_key_alive(under_way)):
        return under_way
    if under_way:
        states.move(under_way, Payment.State.EXPIRED, reason="the provider never answered")
    try:
        invoicing.check_order(order)
    except invoicing.CannotBeIssued as error:
        raise CannotBePaid(str(error)) from None
    last = order.payments.aggregate(last=Max("attempt"))["last"] or 0
    payment = Payment.objects.create(
        order=order, attempt=last + 1, amount_cents=order.total_cents, method=method
    )
    states.begin(payment, payment.state)
    return payment


def _with_other_method(payment: Payment, method: str) -> Payment:
    """Call the earlier payment off and begin a new one; when it is too late, the earlier one stands."""
    assert payment.provider_id
    try:
        seen = mollie.in_a_request().cancel(payment.provider_id)
    except Rejected:
        return payment
    record(payment.pk, seen)
    return _claim(payment.order_id, method)


@transaction.atomic
def _give_up(payment_id: int, reason: str) -> None:
    payment = Payment.objects.select_for_update(of=("self",)).get(pk=payment_id)
    if payment.state == Payment.State.CREATING:
        states.move(payment, Payment.State.FAILED, reason=reason)
