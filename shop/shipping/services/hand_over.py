"""A shipment leaves the house: out of stock, into the books, and the practice hears of it."""

from collections import Counter
from uuid import UUID

from django.db import transaction

from d4d.foundation import clock, outbox, states
from shop.invoicing import services as invoicing
from shop.orders import services as orders
from shop.shipping.events import ParcelHandedOver
from shop.shipping.models import Parcel, Shipment, ShipmentLine
from shop.shipping.services.locking import lock
from shop.stock import services as stock


@transaction.atomic
def hand_over(shipment_id: int, *, by: UUID | None = None) -> bool:
    """The courier has the boxes of this shipment; False when that was known already.

    In one transaction: stock goes out by batch, the order knows what was shipped, and goods on account
    are billed or collected for the next invoice.
    """
    shipment = lock(shipment_id)
    if shipment.state == Shipment.State.HANDED_OVER:
        return False
    states.move(shipment, Shipment.State.HANDED_OVER, by=by)
    shipment.handed_over_at = clock.now()
    shipment.save(update_fields=["handed_over_at"])
    shipped = _take_from_the_shelf(shipment)
    orders.record_shipped(shipment.order_id, shipped)
    if shipment.order.is_on_account:
        invoicing.bill_shipment(shipment.order_id, _reference(shipment), shipped, clock.today())
    for parcel in shipment.parcels.exclude(state=Parcel.State.CANCELLED):
        outbox.publish(ParcelHandedOver(parcel_id=parcel.pk))
    return True


def _take_from_the_shelf(shipment: Shipment) -> dict[int, int]:
    """Exactly the batches that were packed go out; pieces per order line."""
    packed = list(shipment.lines.select_related("order_line").order_by("order_line__variant_id", "pk"))
    gone = [
        ShipmentLine(
            shipment=shipment,
            order_line=line.order_line,
            batch_id=picked.batch_id,
            quantity=picked.quantity,
            lot=picked.lot,
            serial=picked.serial,
            expires_on=picked.expires_on,
        )
        for line in packed
        for picked in stock.take_out(
            line.order_line.shelf_reference,
            line.quantity,
            shipment=_reference(shipment),
            batch_id=line.batch_id,
        )
    ]
    shipment.lines.all().delete()
    ShipmentLine.objects.bulk_create(gone)
    shipped: Counter[int] = Counter()
    for line in packed:
        shipped[line.order_line_id] += line.quantity
    return dict(shipped)


def _reference(shipment: Shipment) -> str:
    return f"{shipment.order.number}-{shipment.sequence}"
