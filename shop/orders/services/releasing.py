"""From now on an order may be picked: it is paid for, or somebody of the staff says so."""

from uuid import UUID

from django.db import transaction

from d4d.foundation import clock, outbox, states
from shop.orders import second_look
from shop.orders.events import HeldOrderReleased, OrderApproved, OrderReleased, PaidOrderHeld
from shop.orders.models import Order


class CannotBePaid(Exception):
    """The order was cancelled before the money came; it must go back."""


class CannotBeReleased(Exception):
    """The order does not wait for a decision of the staff."""


@transaction.atomic
def mark_paid(order_id: int) -> Order:
    """The money for everything in the order is in: it may be invoiced, and picked unless it is held.

    Harmless to repeat. Raises CannotBePaid when the order was cancelled meanwhile.
    """
    order = Order.objects.select_for_update().get(pk=order_id)
    if order.paid_at is not None:
        return order
    if order.state != Order.State.AWAITING_PAYMENT:
        raise CannotBePaid(order.number)
    order.paid_at = clock.now()
    order.save(update_fields=["paid_at"])
    if second_look.is_wanted(order):
        states.move(order, Order.State.AWAITING_REVIEW)
        outbox.publish(PaidOrderHeld(order_id=order.pk))
        return order
    states.move(order, Order.State.RELEASED)
    outbox.publish(OrderReleased(order_id=order.pk))
    return order


@transaction.atomic
def release(order_id: int, by: UUID | None, *, reason: str) -> Order:
    """Somebody of the staff lets an order that was held be picked, and says why. Raises CannotBeReleased."""
    order = Order.objects.select_for_update().get(pk=order_id)
    if order.state != Order.State.AWAITING_REVIEW:
        raise CannotBeReleased(order.number)
    states.move(order, Order.State.RELEASED, by=by, reason=reason)
    outbox.publish(OrderReleased(order_id=order.pk))
    outbox.publish(HeldOrderReleased(order_id=order.pk))
    return order


@transaction.atomic
def approve(order_id: int, by: UUID) -> Order:
    """Who manages the practice says yes to an order above a colleague's limit: it goes on as any other.

    Prices and pieces stay as they were set aside when it was ordered. Raises CannotBeReleased.
    """
    order = Order.objects.select_for_update().get(pk=order_id)
    if order.state != Order.State.AWAITING_APPROVAL:
        raise CannotBeReleased(order.number)
    if not order.is_on_account:
        states.move(order, Order.State.AWAITING_PAYMENT, by=by)
    elif second_look.is_wanted(order):
        states.move(order, Order.State.AWAITING_REVIEW, by=by)
    else:
        states.move(order, Order.State.RELEASED, by=by)
        outbox.publish(OrderReleased(order_id=order.pk))
    outbox.publish(OrderApproved(order_id=order.pk))
    return order
