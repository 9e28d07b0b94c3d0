"""Pieces of an order, or all of it, are called off."""

from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F

from d4d.foundation import clock, outbox
from shop.orders.events import OrderLinesCancelled
from shop.orders.in_hand import is_in_hand
from shop.orders.models import Cancellation, CancelledLine, Order, OrderLine
from shop.orders.services.closing import settle_state
from shop.orders.services.locking import lock
from shop.stock import services as stock

NOT_PAID = "not paid in time"
NOT_APPROVED = "not approved in time"
GIVEN_UP = (Order.State.AWAITING_PAYMENT, Order.State.AWAITING_APPROVAL)


class CannotBeCancelled(Exception):
    """These pieces are being packed, have left, or were never ordered."""


def cancel(
    order_id: int, *, reason: str = "", by: UUID | None = None, waiting: Order.State | None = None
) -> Cancellation:
    """Call off an order of which nothing has left. Raises CannotBeCancelled.

    A service that was delivered stays, and the order is not called off as a whole then.
    `waiting` is the only state in which somebody may do so, when they answer a question about it.
    """
    with transaction.atomic():
        order = lock(order_id)
        is_decided = waiting is not None and order.state != waiting
        if is_decided or not order.may_be_cancelled or is_in_hand(order_id):
            raise CannotBeCancelled(order.number)
        return _call_off(order, _to_come(order), reason=reason, by=by, is_whole_order=not order.has_begun)


def cancel_lines(order_id: int, pieces: Mapping[int, int], *, reason: str, by: UUID | None) -> Cancellation:
    """Call off pieces of some lines (by id), those that are not there yet first.

    An order that waits for its payment is called off whole or not at all: its amount is being paid.
    Raises CannotBeCancelled; nothing has changed then.
    """
    with transaction.atomic():
        order = lock(order_id)
        if order.state in GIVEN_UP:
            raise CannotBeCancelled(order.number)
        return _call_off(order, pieces, reason=reason, by=by, is_whole_order=False)


def cancel_unpaid() -> int:
    """What nobody paid for or approved is cancelled, so that its goods can be sold; says how many."""
    placed_before = clock.now() - timedelta(days=settings.UNPAID_ORDER_DAYS)
    late = Order.objects.filter(state__in=GIVEN_UP, placed_at__lt=placed_before)
    return sum(_give_up(order_id) for order_id in late.values_list("pk", flat=True))


@transaction.atomic
def _give_up(order_id: int) -> bool:
    order = lock(order_id)
    if order.state not in GIVEN_UP:  # the money or the yes came just now
        return False
    reason = NOT_PAID if order.state == Order.State.AWAITING_PAYMENT else NOT_APPROVED
    _call_off(order, _to_come(order), reason=reason, by=None, is_whole_order=True)
    return True


def _to_come(order: Order) -> dict[int, int]:
    return {line.pk: line.to_come for line in order.lines.all() if line.to_come}


def _call_off(
    order: Order, pieces: Mapping[int, int], *, reason: str, by: UUID | None, is_whole_order: bool
) -> Cancellation:
    lines = {line.pk: line for line in order.lines.order_by("variant_id", "pk")}
    if not pieces or not pieces.keys() <= lines.keys():
        raise CannotBeCancelled(order.number)
    cancellation = Cancellation.objects.create(
        order=order, reason=reason, actor=by, is_whole_order=is_whole_order
    )
    for line in lines.values():
        if line.pk in pieces:
            _call_off_line(order, line, pieces[line.pk])
    CancelledLine.objects.bulk_create(
        CancelledLine(cancellation=cancellation, line=lines[line_id], quantity=quantity)
        for line_id, quantity in pieces.items()
    )
    settle_state(order, by=by, reason=reason)
    outbox.publish(OrderLinesCancelled(order_id=order.pk, cancellation_id=cancellation.pk))
    return cancellation


def _call_off_line(order: Order, line: OrderLine, quantity: int) -> None:
    if not 1 <= quantity <= line.to_come:
        raise CannotBeCancelled(order.number)
    from_the_shelf = max(0, quantity - line.back_ordered)
    if from_the_shelf:
        if is_in_hand(order.pk):
            raise CannotBeCancelled(order.number)
        stock.release(line.shelf_reference, from_the_shelf)
    OrderLine.objects.filter(pk=line.pk).update(
        cancelled=F("cancelled") + quantity, allocated=F("allocated") - from_the_shelf
    )
