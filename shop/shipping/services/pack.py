"""Somebody has picked a shipment and packs it; lots and serial numbers are scanned, never assumed."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction

from d4d.foundation import outbox, states
from shop.orders.models import OrderLine
from shop.shipping.couriers import ADAPTERS
from shop.shipping.events import LabelWanted
from shop.shipping.models import Parcel, Shipment
from shop.stock import scan
from shop.stock.models import Allocation

BOX_GRAMS = 250


class CannotPack(Exception):
    """This shipment cannot be packed; the message says what is missing."""


@transaction.atomic
def pack(
    shipment_id: int, *, courier: str, boxes: int = 1, scanned: Iterable[str] = (), by: UUID | None = None
) -> list[Parcel]:
    """Close the boxes of a shipment and ask for their labels.

    `scanned` are the codes read from tracked goods: a GS1 string, a lot or a serial number. Every
    reserved batch of a tracked article must be among them. Raises CannotPack; nothing has changed then.
    """
    if courier not in ADAPTERS:
        raise CannotPack(f"{courier} is no courier of ours")
    shipment = Shipment.objects.select_for_update().get(pk=shipment_id)
    if shipment.state != Shipment.State.TO_PICK:
        raise CannotPack("this shipment is packed or cancelled already")
    _check_scans(shipment, set(scanned))
    shipment.courier = courier
    shipment.save(update_fields=["courier"])
    states.move(shipment, Shipment.State.PACKED, by=by)
    parcels = [_parcel(shipment, box, boxes) for box in range(1, boxes + 1)]
    for parcel in parcels:
        outbox.publish(LabelWanted(parcel_id=parcel.pk))
    return parcels


def _check_scans(shipment: Shipment, scanned: set[str]) -> None:
    seen = {mark for code in scanned for mark in _marks_of(code)}
    lines = shipment.lines.select_related("order_line__variant__product")
    tracked = [line.order_line for line in lines if _is_tracked(line.order_line)]
    for batch in _batches(tracked):
        mark = batch.batch.serial or batch.batch.lot
        if not mark:
            raise CannotPack(
                f"{batch.batch.variant.number}: the batch on the shelf has no LOT or serial number"
            )
        if mark not in seen:
            raise CannotPack(f"{batch.batch.variant.number}: scan {mark}")


def _marks_of(code: str) -> set[str]:
    """The lot and serial number in a scanned code; a code of no known form stands for itself."""
    try:
        read = scan.read(code)
    except scan.Unreadable:
        return {code.strip()}
    return {code.strip(), read.lot, read.serial} - {""}


def _is_tracked(line: OrderLine) -> bool:
    product = line.variant.product
    return product.is_lot_tracked or product.is_serial_tracked


def _batches(lines: list[OrderLine]) -> list[Allocation]:
    references = [f"line:{line.pk}" for line in lines]
    return list(Allocation.objects.filter(reference__in=references).select_related("batch__variant"))


def _parcel(shipment: Shipment, box: int, boxes: int) -> Parcel:
    goods = sum(
        line.quantity * line.order_line.variant.weight_grams
        for line in shipment.lines.select_related("order_line__variant")
    )
    return Parcel.objects.create(
        shipment=shipment,
        reference=f"{shipment.order.number}-{shipment.sequence}-{box}",
        courier=shipment.courier,
        weight_grams=goods // boxes + BOX_GRAMS,
    )
