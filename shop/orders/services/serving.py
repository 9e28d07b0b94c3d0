"""What was ordered but never lies on a shelf is delivered by the room that gives the service."""

from collections.abc import Iterable

from django.db import transaction

from d4d.foundation import outbox
from shop.orders.events import BackOrderFilled
from shop.orders.models import Order
from shop.orders.services.closing import settle_state

PICKABLE = (Order.State.RELEASED, Order.State.PARTLY_SHIPPED)


@transaction.atomic
def deliver_service(order_id: int, line_ids: Iterable[int]) -> dict[int, int]:
    """Lines of a released order that are services are delivered; pieces by line, none when repeated.

    An order that waited for them to be complete goes on the pick list.
    """
    order = Order.objects.select_for_update().get(pk=order_id)
    if order.state not in PICKABLE:
        return {}
    lines = order.lines.filter(pk__in=list(line_ids))
    delivered = {line.pk: line.back_ordered for line in lines if line.back_ordered > 0}
    for line in lines:
        if line.pk in delivered:
            line.shipped += delivered[line.pk]
            line.save(update_fields=["shipped"])
    if delivered:
        settle_state(order)
        outbox.publish(BackOrderFilled(order_id=order.pk, occasion="services"))
    return delivered
