"""Services travel in no box: they are delivered, and billed, as soon as their order may go out."""

from django.db import transaction

from d4d.foundation import clock, outbox
from shop.invoicing import services as invoicing
from shop.orders import services as orders
from shop.orders.models import OrderLine
from shop.shipping.events import ServicesBegun


@transaction.atomic
def begin_services(order_id: int) -> None:
    """Deliver the services of a released order, each once.

    On account they are billed now, or collected for the next invoice. Whoever begins something with them
    hears of it in the same transaction.
    """
    delivered = orders.deliver_services(order_id)
    if not delivered:
        return
    first = OrderLine.objects.filter(pk__in=delivered).select_related("order").order_by("position")[0]
    shipment = f"services:{first.order.number}:{first.position}"
    invoicing.bill_shipment(order_id, shipment, delivered, clock.today())
    outbox.publish(ServicesBegun(order_id=order_id, occasion=shipment))
