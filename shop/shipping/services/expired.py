"""Goods that expired in a closed box: other ones go in, or the books follow what has left already."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from d4d.foundation import clock, states
from shop.orders import services as orders
from shop.shipping.models import Parcel, Shipment, ShipmentLine
from shop.shipping.services.choosing import NotEnough
from shop.shipping.services.hand_over import hand_over
from shop.shipping.services.locking import lock
from shop.shipping.services.pack import CannotPack, marks_of, pin
from shop.stock.models import Allocation

LEFT = "expired on its way"


def has_left(shipment: Shipment) -> bool:
    """Whether a courier has seen a parcel of it."""
    return shipment.parcels.exclude(state__in=Parcel.WITH_US).exists()


@transaction.atomic
def take_other_batches(shipment_id: int, *, scanned: Iterable[str] = (), by: UUID | None = None) -> None:
    """Put fresh goods in the closed boxes instead of what expired there; parcels and labels stay.

    `scanned` are the codes of everything tracked that is in the boxes now. Raises CannotPack when nothing
    expired in it, a courier has it, less lies ready than goes in, or a scan is missing.
    """
    shipment = _with_expired(shipment_id)
    if has_left(shipment):
        raise CannotPack(_("The courier has a parcel of this shipment already."))
    try:
        pin(shipment, {mark for code in scanned for mark in marks_of(code)})
    except NotEnough:
        raise CannotPack(_("Too little lies ready to fill these boxes; unpack them instead.")) from None
    states.begin(shipment, shipment.state, came_from=shipment.state, by=by, reason="other batches")


@transaction.atomic
def book_as_left(shipment_id: int, *, by: UUID | None = None) -> None:
    """The boxes have left with what expired in them: stock, order and invoice say so too.

    Raises CannotPack or one of REFUSALS; nothing has changed then.
    """
    shipment = _with_expired(shipment_id)
    if not has_left(shipment):
        raise CannotPack(_("No courier has seen a parcel of this shipment yet; unpack it."))
    for line in shipment.lines.select_related("order_line").order_by("order_line__variant_id", "pk"):
        if line.batch_id and (missing := line.quantity - _set_aside(line)) > 0:
            orders.keep_what_left(line.order_line_id, line.batch_id, missing, by=by, reason=LEFT)
    hand_over(shipment.pk, by=by)


def _with_expired(shipment_id: int) -> Shipment:
    shipment = lock(shipment_id)
    if not Shipment.objects.with_expired_goods(clock.today()).filter(pk=shipment_id).exists():
        raise CannotPack(_("Nothing has expired in this shipment, or it is not packed."))
    return shipment


def _set_aside(line: ShipmentLine) -> int:
    """Pieces of its batch that still lie aside for a line."""
    kept = Allocation.objects.filter(reference=line.order_line.shelf_reference, batch=line.batch_id)
    return int(kept.aggregate(sum=Sum("quantity"))["sum"] or 0)
