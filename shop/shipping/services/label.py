"""A parcel gets its label: exactly one, however often it is tried."""

from uuid import UUID

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from d4d.foundation import clock, leftovers, outbox
from d4d.foundation.errors import Temporary
from privacy.disclosure import disclose
from shop.orders.models import Order
from shop.shipping.couriers import Box, Courier, Destination, Label, courier, recipient
from shop.shipping.events import LabelWanted
from shop.shipping.models import Parcel


def make_label(parcel_id: int) -> None:
    """Announce a parcel to its courier and keep the label; harmless to repeat.

    Before a second try the courier is asked by our own reference what the first has made. Raises
    Temporary, Rejected or Misconfigured.
    """
    parcel = Parcel.objects.select_related(
        "shipment__order__practice__subject", "shipment__order__placed_by__subject"
    ).get(pk=parcel_id)
    if parcel.state != Parcel.State.WANTED:
        return
    adapter = courier(parcel.courier)
    if not parcel.tracking_number and (number := adapter.reserve()):
        _set(parcel, tracking_number=number)
    box = _box(parcel)
    label = adapter.find(box) if parcel.asked_at else None
    _keep(parcel, label or _book(adapter, parcel, box))


def make_label_again(parcel_id: int) -> None:
    """Somebody has looked in the courier's portal: there is no label, make one."""
    Parcel.objects.without_label().filter(pk=parcel_id).update(asked_at=None)
    with transaction.atomic():
        outbox.nudge(LabelWanted(parcel_id=parcel_id))


def _book(adapter: Courier, parcel: Parcel, box: Box) -> Label:
    _set(parcel, asked_at=clock.now())
    order = parcel.shipment.order
    try:
        return disclose(
            recipient(parcel.courier),
            box.to.fields(),
            lambda: adapter.book(box),
            subject=_subject(order),
            occasion=f"parcel {parcel.reference}",
        )
    except Temporary as error:
        if not error.is_uncertain:
            _set(parcel, asked_at=None)
        raise


def _keep(parcel: Parcel, label: Label) -> None:
    if label.pdf:
        parcel.label.save(f"{parcel.reference}.pdf", ContentFile(label.pdf), save=False)
    file = parcel.label.name
    is_kept = _set(
        parcel,
        label=file,
        tracking_number=label.tracking_number,
        courier_reference=label.courier_reference,
        state=Parcel.State.REGISTERED,
    )
    if not is_kept and file and parcel.label.name != file:  # unpacked meanwhile: the address is not kept
        parcel.label.storage.delete(file)


def sweep_labels() -> int:
    """Delete labels that no parcel knows, with the address on them; the number of them."""
    known = set(Parcel.objects.exclude(label="").values_list("label", flat=True))
    return leftovers.sweep(default_storage, "labels", known)


def _set(parcel: Parcel, **columns: object) -> bool:
    is_kept = Parcel.objects.without_label().filter(pk=parcel.pk).update(**columns) == 1
    parcel.refresh_from_db(fields=list(columns))
    return is_kept


def _box(parcel: Parcel) -> Box:
    order = parcel.shipment.order
    to = Destination(
        first_name=order.delivery_first_name,
        last_name=order.delivery_last_name,
        practice=order.delivery_practice,
        street=order.delivery_street,
        house_number=order.delivery_house_number,
        addition=order.delivery_addition,
        postcode=order.delivery_postcode,
        city=order.delivery_city,
        country=order.delivery_country,
    )
    return Box(parcel.reference, parcel.key, parcel.weight_grams, to, parcel.tracking_number)


def _subject(order: Order) -> UUID:
    return order.placed_by.subject.uuid if order.placed_by else order.practice.subject.uuid
