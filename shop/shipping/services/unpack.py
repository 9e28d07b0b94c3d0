"""A box that was closed is opened again: its goods go back to the pick list."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from d4d.foundation import states
from shop.shipping.models import Parcel, Shipment
from shop.shipping.services.locking import lock
from shop.shipping.services.pack import CannotPack
from shop.shipping.services.queue import queue

STILL_OR_AGAIN_HERE = (*Parcel.WITH_US, Parcel.State.RETURNED)


@transaction.atomic
def unpack(shipment_id: int, *, by: UUID | None = None) -> list[Parcel]:
    """Undo a packed shipment; says for which parcels a label was made, or may have been: destroy those.

    Its goods are queued again, as far as they still lie ready. Raises CannotPack when it is not packed,
    or when a courier has seen one of its parcels.
    """
    shipment = lock(shipment_id)
    if shipment.state != Shipment.State.PACKED:
        raise CannotPack(_("This shipment is not packed, or has left already."))
    parcels = list(shipment.parcels.select_for_update().order_by("pk"))
    if any(parcel.state not in STILL_OR_AGAIN_HERE for parcel in parcels):
        raise CannotPack(_("The courier has a parcel of this shipment already."))
    shipment.parcels.update(state=Parcel.State.CANCELLED)
    states.move(shipment, Shipment.State.CANCELLED, by=by, reason="unpacked")
    queue(shipment.order_id)
    return [parcel for parcel in parcels if parcel.label or parcel.tracking_number or parcel.asked_at]
