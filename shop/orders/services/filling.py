"""Goods that came in, or came free, go to the orders that wait for them, oldest first."""

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction
from django.db.models import F

from d4d.foundation import clock, outbox
from shop.orders.events import BackOrderFilled
from shop.orders.models import Cancellation, OrderLine
from shop.orders.services.locking import lock
from shop.stock import services as stock
from shop.stock.models import Batch


@transaction.atomic
def allocate_back_orders(variant_id: int, occasion: str) -> int:
    """Set free pieces of a variant aside for the lines that wait; says how many pieces.

    `occasion` names what freed them ("movement:7"), so that each order hears of it once.
    """
    stock.lock([variant_id])
    waiting = {
        line.shelf_reference: line
        for line in OrderLine.objects.waiting().filter(variant_id=variant_id).select_related("order")
    }
    got = stock.allocate_all({name: (variant_id, line.back_ordered) for name, line in waiting.items()})
    _add({waiting[name].pk: pieces for name, pieces in got.items()})
    for order in {waiting[name].order for name, pieces in got.items() if pieces}:
        if order.may_go_out:
            outbox.publish(BackOrderFilled(order_id=order.pk, occasion=occasion))
    return sum(got.values())


def fill_after(cancellation_id: int) -> None:
    """What was called off goes to whoever waits for it."""
    cancellation = Cancellation.objects.get(pk=cancellation_id)
    for variant_id in cancellation.lines.values_list("line__variant_id", flat=True).distinct():
        allocate_back_orders(variant_id, f"cancellation:{cancellation_id}")


def withdraw_expired() -> int:
    """Take what has expired off the shelf; orders it was kept for get fresh pieces, or wait.

    Says how many batches those were.
    """
    batches = list(Batch.objects.expired(clock.today()).order_by("variant_id", "pk"))
    for batch in batches:
        with transaction.atomic():
            lost = stock.withdraw_expired(batch.pk)
            _add({_line_id(reference): -pieces for reference, pieces in lost.items()})
            allocate_back_orders(batch.variant_id, f"expired:{batch.pk}")
    return len(batches)


@transaction.atomic
def keep_what_left(line_id: int, batch_id: int, pieces: int, *, by: UUID | None, reason: str) -> None:
    """Pieces withdrawn from a line as expired are in a box that has left: they are kept for it after all.

    What was set aside in their stead goes to whoever waits. Raises stock's NotSetAside when the order no
    longer expects so many.
    """
    line = OrderLine.objects.select_related("order").get(pk=line_id)
    lock(line.order_id)
    line.refresh_from_db()
    in_their_stead = max(0, line.allocated + pieces - line.to_come)
    if in_their_stead:
        stock.release(line.shelf_reference, in_their_stead)
    stock.undo_withdrawal(batch_id, pieces, line.shelf_reference, actor=by, reason=reason)
    _add({line.pk: pieces - in_their_stead})
    if in_their_stead:
        allocate_back_orders(line.variant_id, f"left:{line.pk}:{batch_id}")


def _add(pieces: Mapping[int, int]) -> None:
    for line_id, count in pieces.items():
        if count:
            OrderLine.objects.filter(pk=line_id).update(allocated=F("allocated") + count)


def _line_id(reference: str) -> int:
    return int(reference.removeprefix("line:"))
