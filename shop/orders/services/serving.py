"""What was ordered but never lies on a shelf is delivered as soon as its order may go out."""

from django.db import transaction

from shop.orders.models import Order
from shop.orders.services.closing import settle_state


@transaction.atomic
def deliver_services(order_id: int) -> dict[int, int]:
    """The services of a released order are delivered; pieces by line, none when repeated."""
    order = Order.objects.select_for_update().get(pk=order_id)
    if not order.may_go_out:
        return {}
    lines = order.lines.filter(is_service=True)
    delivered = {line.pk: line.back_ordered for line in lines if line.back_ordered > 0}
    for line in lines:
        if line.pk in delivered:
            line.shipped += delivered[line.pk]
            line.save(update_fields=["shipped"])
    if delivered:
        settle_state(order)
    return delivered
