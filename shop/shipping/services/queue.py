"""What lies ready for an order goes on the pick list, once."""

from collections import Counter

from django.conf import settings
from django.db import transaction
from django.db.models import Sum

from d4d.foundation import states
from shop.orders.models import Order, OrderLine
from shop.shipping.models import Shipment, ShipmentLine

BEING_PACKED = (Shipment.State.TO_PICK, Shipment.State.PACKED)


@transaction.atomic
def queue(order_id: int) -> Shipment | None:
    """Make a shipment of everything that lies ready; None when there is nothing new to send.

    A practice that wants one delivery waits until the whole order lies ready.
    """
    order = Order.objects.select_for_update().get(pk=order_id)
    if not order.may_go_out:
        return None
    lines = list(order.lines.filter(is_service=False).order_by("position"))
    if order.ships_complete and any(line.back_ordered for line in lines):
        return None
    ready = _ready(order, lines)
    if not ready:
        return None
    shipment = Shipment.objects.create(
        order=order, sequence=order.shipments.count() + 1, courier=settings.USUAL_COURIER
    )
    states.begin(shipment, shipment.state)
    ShipmentLine.objects.bulk_create(
        ShipmentLine(shipment=shipment, order_line_id=line_id, quantity=quantity)
        for line_id, quantity in ready.items()
    )
    return shipment


@transaction.atomic
def withdraw(order_id: int) -> None:
    """Pieces were called off: take what nobody has picked yet from the pick list, and queue the rest anew."""
    order = Order.objects.select_for_update().get(pk=order_id)
    for shipment in order.shipments.select_for_update().filter(state=Shipment.State.TO_PICK):
        states.move(shipment, Shipment.State.CANCELLED, reason="the order has changed")
    queue(order_id)


def _ready(order: Order, lines: list[OrderLine]) -> dict[int, int]:
    """Pieces per order line that lie ready and are in no shipment yet."""
    taken: Counter[int] = Counter(
        dict(
            ShipmentLine.objects.filter(shipment__order=order, shipment__state__in=BEING_PACKED)
            .values("order_line_id")
            .annotate(pieces=Sum("quantity"))
            .values_list("order_line_id", "pieces")
        )
    )
    ready = {line.pk: line.allocated - taken[line.pk] for line in lines}
    return {line_id: pieces for line_id, pieces in ready.items() if pieces > 0}
