"""Somebody has picked a shipment and packs it; lots and serial numbers are scanned, never assumed."""

from collections.abc import Iterable, Sequence, Set
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db import transaction
from django.utils.translation import gettext as _

from d4d.foundation import clock, outbox, standstill, states
from shop.shipping.couriers import ADAPTERS
from shop.shipping.events import LabelWanted
from shop.shipping.models import Parcel, Shipment, ShipmentLine
from shop.shipping.services.choosing import Choice, NotEnough, mark_of
from shop.shipping.services.locking import lock
from shop.shipping.services.queue import withdraw
from shop.stock import scan

BOX_GRAMS = 250


class CannotPack(Exception):
    """This shipment cannot be packed; the message tells staff, in their language, what is missing."""


def pack(
    shipment_id: int, *, courier: str, boxes: int = 1, scanned: Iterable[str] = (), by: UUID | None = None
) -> list[Parcel]:
    """Close the boxes of a shipment and ask for their labels.

    `scanned` are the codes read from tracked goods: a GS1 string, a lot or a serial number. Every
    batch of a tracked article that goes into these boxes must be among them; the shipment remembers
    its batches from now on. Raises CannotPack; nothing has changed then, but for a pick list that is
    made anew when less lies ready than was planned.
    """
    if courier not in ADAPTERS:
        raise CannotPack(_("This courier does not drive for us."))
    try:
        return _pack(shipment_id, courier, boxes, set(scanned), by)
    except NotEnough:
        withdraw(Shipment.objects.values_list("order_id", flat=True).get(pk=shipment_id))
        raise CannotPack(
            _("Less lies ready than was planned: the pick list has been made anew, please look there.")
        ) from None


@transaction.atomic
def _pack(shipment_id: int, courier: str, boxes: int, scanned: Set[str], by: UUID | None) -> list[Parcel]:
    shipment = lock(shipment_id)
    if shipment.state != Shipment.State.TO_PICK:
        raise CannotPack(_("This shipment is packed or cancelled already."))
    if not shipment.order.may_go_out:
        raise CannotPack(_("This order is not to be sent any more, or not yet."))
    pin(shipment, {mark for code in scanned for mark in marks_of(code)})
    shipment.courier = courier
    shipment.save(update_fields=["courier"])
    states.move(shipment, Shipment.State.PACKED, by=by)
    parcels = [_parcel(shipment, box, boxes) for box in range(1, boxes + 1)]
    for parcel in parcels:
        outbox.publish(LabelWanted(parcel_id=parcel.pk))
    return parcels


def pin(shipment: Shipment, seen: Set[str]) -> None:
    """Let a shipment say what really lies in its boxes, per batch; raises CannotPack or NotEnough."""
    choice = Choice(shipment, seen)
    lines = choice.lines()
    _check_scans(lines, seen)
    chosen = {mark_of(line) for line in lines}
    for mark in sorted(seen - chosen):
        if choice.is_set_aside(mark):
            raise CannotPack(_("%(mark)s was scanned but does not belong in this shipment.") % {"mark": mark})
    shipment.lines.all().delete()
    ShipmentLine.objects.bulk_create(lines)


def _check_scans(lines: Sequence[ShipmentLine], seen: Set[str]) -> None:
    for line in lines:
        product = line.order_line.variant.product
        if not (product.is_lot_tracked or product.is_serial_tracked):
            continue
        article = line.order_line.number
        mark = mark_of(line)
        if not mark:
            raise CannotPack(
                _("%(article)s: the batch on the shelf has no LOT or serial number.") % {"article": article}
            )
        if mark not in seen:
            raise CannotPack(_("%(article)s: scan %(mark)s.") % {"article": article, "mark": mark})


def marks_of(code: str) -> set[str]:
    """The lot and serial number in a scanned code; a code of no known form stands for itself."""
    try:
        read = scan.read(code)
    except scan.Unreadable:
        return {code.strip()}
    return {code.strip(), read.lot, read.serial} - {""}


def _parcel(shipment: Shipment, box: int, boxes: int) -> Parcel:
    goods = sum(
        line.quantity * line.order_line.variant.weight_grams
        for line in shipment.lines.select_related("order_line__variant")
    )
    reference = f"{shipment.order.number}-{shipment.sequence}-{box}"
    is_forgotten = standstill.was_restored_since(shipment.order.placed_at)
    return Parcel.objects.create(
        shipment=shipment,
        reference=reference,
        key=uuid5(NAMESPACE_URL, f"parcel:{reference}"),  # the same box has the same key after a restore
        asked_at=clock.now() if is_forgotten else None,  # a label may exist: its courier is asked first
        courier=shipment.courier,
        weight_grams=goods // boxes + BOX_GRAMS,
    )
