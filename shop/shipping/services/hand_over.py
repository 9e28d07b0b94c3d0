"""A shipment leaves the house: out of stock, into the books, and the practice hears of it."""

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
    """Replace the planned lines by what really goes, per batch; pieces per order line."""
    planned = {line.order_line_id: line.quantity for line in shipment.lines.all()}
    gone = [
        ShipmentLine(
            shipment=shipment,
            order_line_id=line_id,
            quantity=picked.quantity,
            lot=picked.lot,
            serial=picked.serial,
            expires_on=picked.expires_on,
        )
        for line_id, quantity in planned.items()
        for picked in stock.take_out(f"line:{line_id}", quantity, shipment=_reference(shipment))
    ]
    shipment.lines.all().delete()
    ShipmentLine.objects.bulk_create(gone)
    return planned


def _reference(shipment: Shipment) -> str:
    return f"{shipment.order.number}-{shipment.sequence}"
