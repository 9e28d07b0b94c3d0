"""After an old backup was put back: the provider knows who has paid and who got money back."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q

from d4d.foundation import states
from d4d.foundation.errors import Rejected
from d4d.foundation.reconciliation import Finding
from shop.orders import services as orders
from shop.orders.models import Order
from shop.payments import mollie
from shop.payments.models import BillPayment, Debit, Payment, Refund
from shop.payments.mollie import Seen
from shop.payments.services.collecting import adopt
from shop.payments.services.paying_bills import adopt_bill
from shop.payments.services.reconciling import REFUNDS_MAY_FAIL
from shop.payments.services.refreshing import refresh

OVERLAP = timedelta(days=1)


def catch_up(since: datetime) -> Iterator[Finding]:
    """Look up what may have changed, and take in what was begun since; raises Temporary or Misconfigured.

    Nobody is asked to pay twice, and no refund is made twice: what the provider did is ours from now on.
    """
    yield from _look_up(since)
    for seen in mollie.in_a_job().recent(since - OVERLAP):
        if seen.bill:
            yield from _of_a_bill(seen)
            continue
        if seen.invoice or seen.mandate:
            yield from _of_a_mandate(seen)
            continue
        orders.is_taken(seen.order)
        if not Payment.objects.filter(provider_id=seen.id).exists():
            yield _take_in(seen)


def _of_a_mandate(seen: Seen) -> Iterator[Finding]:
    """What is collected, and the first payment of a mandate, belong to no order."""
    if debit := Debit.objects.filter(invoice__number=seen.invoice, attempt=seen.attempt).first():
        before = debit.state
        after = adopt(debit.pk, seen)
        if after.state != before:
            yield Finding(f"debit {debit} is {after.state} now")
    elif seen.invoice:
        yield Finding(f"{seen.id} collected {seen.invoice}, which is not known as a debit", is_open=True)


def _of_a_bill(seen: Seen) -> Iterator[Finding]:
    """What a practice paid of an invoice after the backup counts now; a bill that is lost needs somebody."""
    if BillPayment.objects.filter(provider_id=seen.id).exists():
        return
    if payment := adopt_bill(seen):
        yield Finding(f"{seen.id} of {seen.bill} was taken in; it is {payment.state}")
    else:
        yield Finding(f"{seen.id} pays {seen.bill}, which is not known", is_open=True)


def _look_up(since: datetime) -> Iterator[Finding]:
    changing = Q(state__in=Payment.UNDER_WAY) | Q(created_at__gt=since - REFUNDS_MAY_FAIL)
    refunding = Q(refunds__state__in=[Refund.State.WANTED, Refund.State.PENDING])
    for payment in Payment.objects.filter(changing | refunding).distinct().order_by("pk"):
        before = (payment.state, payment.refunded_cents)
        try:
            payment = refresh(payment.pk)
        except Rejected as error:
            yield Finding(f"payment {payment} cannot be looked up: {error}", is_open=True)
            continue
        payment.refresh_from_db()
        if (payment.state, payment.refunded_cents) != before:
            yield Finding(f"payment {payment} is {payment.state} now")


def _take_in(seen: Seen) -> Finding:
    order = Order.objects.filter(number=seen.order).first()
    if order is None:
        return _of_a_lost_order(seen)
    try:
        payment = _row_of(order, seen)
    except IntegrityError:
        return Finding(f"{seen.id} is a second payment under way for {order.number}", is_open=True)
    payment = refresh(payment.pk)
    return Finding(f"{seen.id} of {order.number} was taken in; it is {payment.state}")


@transaction.atomic
def _row_of(order: Order, seen: Seen) -> Payment:
    if unanswered := order.payments.filter(attempt=seen.attempt, provider_id=None).first():
        unanswered.provider_id = seen.id
        unanswered.save(update_fields=["provider_id"])
        return unanswered
    payment = Payment.objects.create(
        order=order, attempt=seen.attempt, amount_cents=order.total_cents, provider_id=seen.id
    )
    states.begin(payment, payment.state, reason="found at the provider after a restore")
    return payment


def _of_a_lost_order(seen: Seen) -> Finding:
    """Nobody should be able to pay for an order that we do not know; what was paid needs somebody."""
    if seen.status in Payment.UNDER_WAY:
        try:
            mollie.in_a_job().cancel(seen.id)
        except Rejected:
            return Finding(f"{seen.id} of lost order {seen.order} cannot be called off", is_open=True)
        return Finding(f"{seen.id} of lost order {seen.order} was called off")
    return Finding(
        f"{seen.id} of lost order {seen.order} is {seen.status}, {seen.amount_cents} cents",
        is_open=seen.status == Payment.State.PAID and seen.refunded_cents < seen.amount_cents,
    )
