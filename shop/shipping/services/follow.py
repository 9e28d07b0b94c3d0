"""Follows parcels by asking the couriers; only codes and times are kept of what they say."""

import logging
from collections.abc import Sequence
from uuid import UUID

from django.db import DataError, IntegrityError, transaction

from d4d.foundation import clock, outbox
from d4d.foundation.errors import Rejected, Temporary
from shop.shipping.couriers import ADAPTERS, Unreadable, Whereabouts, courier
from shop.shipping.events import CourierToAsk, ParcelDelivered
from shop.shipping.models import Parcel, Scan, Shipment
from shop.shipping.services.hand_over import hand_over
from shop.shipping.services.refusals import REFUSALS

log = logging.getLogger("d4d.shipping")
AT_A_TIME = 50
IS_DOWN_AFTER = 3


def ask_couriers() -> None:
    """The clock has struck: ask every courier that has something of ours."""
    waiting = Parcel.objects.exclude(tracking_number="").exclude(state__in=Parcel.FINAL)
    with transaction.atomic():
        for code in waiting.values_list("courier", flat=True).distinct():
            outbox.nudge(CourierToAsk(courier=code))


def ask_courier(code: str) -> int:
    """Ask one courier where its parcels are, the longest unasked first; how many were asked.

    Parcel by parcel: one that cannot be read or noted is passed over until the next time. Raises
    Temporary or Misconfigured when the service itself is down; another courier's parcels do not suffer.
    """
    if code not in ADAPTERS:
        return 0
    adapter = courier(code)
    parcels = list(Parcel.objects.to_follow(code)[:AT_A_TIME])
    in_a_row = 0
    for parcel in parcels:
        Parcel.objects.filter(pk=parcel.pk).update(polled_at=clock.now())
        try:
            sights = adapter.whereabouts(parcel.tracking_number)
        except Temporary as error:
            in_a_row += 1
            log.warning("parcel %s: %s", parcel.pk, error)
            if in_a_row == min(IS_DOWN_AFTER, len(parcels)):
                raise
            continue
        except (Rejected, Unreadable) as error:
            log.warning("parcel %s: %s", parcel.pk, error)
            sights = ()
        in_a_row = 0
        _note_alone(parcel, sights)
    return len(parcels)


def mark_delivered(parcel_id: int, *, by: UUID | None = None) -> None:
    """Somebody of the staff knows that a parcel without scans has arrived. Raises one of REFUSALS."""
    parcel = Parcel.objects.get(pk=parcel_id)
    with transaction.atomic():
        if Shipment.objects.filter(pk=parcel.shipment_id, state=Shipment.State.PACKED).exists():
            hand_over(parcel.shipment_id, by=by)
        _note(parcel, [Whereabouts(parcel.tracking_number, Parcel.State.DELIVERED, "by hand", clock.now())])


def _note_alone(parcel: Parcel, sights: Sequence[Whereabouts]) -> None:
    """Keep what was seen, also when the shipment cannot be booked as handed over: staff does that then."""
    try:
        if any(_has_left(sight) for sight in sights):
            _hand_over(parcel)
        _note(parcel, sights)
    except (DataError, IntegrityError) as error:
        log.warning("parcel %s: its scans cannot be kept: %s", parcel.pk, type(error).__name__)


def _has_left(sight: Whereabouts) -> bool:
    return bool(sight.status) and sight.status not in Parcel.WITH_US


def _hand_over(parcel: Parcel) -> None:
    if not Shipment.objects.filter(pk=parcel.shipment_id, state=Shipment.State.PACKED).exists():
        return
    try:
        hand_over(parcel.shipment_id)
    except REFUSALS as refusal:
        why = type(refusal).__name__
        log.warning("shipment %s has left and cannot be booked: %s", parcel.shipment_id, why)


@transaction.atomic
def _note(parcel: Parcel, sights: Sequence[Whereabouts]) -> None:
    held = Parcel.objects.select_for_update().get(pk=parcel.pk)
    known = [sight for sight in sights if sight.status]
    for sight in sights:
        if not sight.status:
            log.warning("%s has a code we do not know: %s", held.courier, sight.raw_code)
    Scan.objects.bulk_create(
        [Scan(parcel=held, status=one.status, raw_code=one.raw_code, at=one.at) for one in sights],
        ignore_conflicts=True,
    )
    latest = max(reversed(known), key=lambda one: one.at, default=None)
    if latest is None or held.state in Parcel.FINAL or (held.seen_at and latest.at < held.seen_at):
        return
    held.state, held.seen_at = latest.status, latest.at
    held.save(update_fields=["seen_at", "state"])
    if held.state == Parcel.State.DELIVERED:
        outbox.publish(ParcelDelivered(parcel_id=held.pk))
