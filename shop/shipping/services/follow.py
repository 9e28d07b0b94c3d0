"""Follows parcels by asking the couriers; only codes and times are kept of what they say."""

import logging
from collections import defaultdict
from uuid import UUID

from django.db import transaction

from d4d.foundation import clock, outbox
from shop.shipping.couriers import ADAPTERS, Whereabouts, courier
from shop.shipping.events import CourierToAsk, ParcelDelivered
from shop.shipping.models import Parcel, Scan, Shipment
from shop.shipping.services.hand_over import hand_over

log = logging.getLogger("d4d.shipping")
AT_A_TIME = 50


def ask_couriers() -> None:
    """The clock has struck: ask every courier that has something of ours."""
    waiting = Parcel.objects.exclude(tracking_number="").exclude(state__in=Parcel.FINAL)
    with transaction.atomic():
        for code in waiting.values_list("courier", flat=True).distinct():
            outbox.nudge(CourierToAsk(courier=code))


def ask_courier(code: str) -> int:
    """Ask one courier where its parcels are, the longest unasked first; how many were asked.

    Raises Temporary, Rejected or Misconfigured; another courier's parcels do not suffer.
    """
    if code not in ADAPTERS:
        return 0
    parcels = {parcel.tracking_number: parcel for parcel in Parcel.objects.to_follow(code)[:AT_A_TIME]}
    seen: dict[str, list[Whereabouts]] = defaultdict(list)
    for sight in courier(code).whereabouts(list(parcels)):
        seen[sight.tracking_number].append(sight)
    for number, parcel in parcels.items():
        _note(parcel, seen[number])
    return len(parcels)


def mark_delivered(parcel_id: int, *, by: UUID | None = None) -> None:
    """Somebody of the staff knows that a parcel without scans has arrived."""
    parcel = Parcel.objects.get(pk=parcel_id)
    sight = Whereabouts(parcel.tracking_number, Parcel.State.DELIVERED, "by hand", clock.now())
    _note(parcel, [sight], by=by)


@transaction.atomic
def _note(parcel: Parcel, sights: list[Whereabouts], *, by: UUID | None = None) -> None:
    held = Parcel.objects.select_for_update().get(pk=parcel.pk)
    held.polled_at = clock.now()
    known = [sight for sight in sights if sight.status]
    for sight in sights:
        if not sight.status:
            log.warning("%s has a code we do not know: %s", held.courier, sight.raw_code)
    Scan.objects.bulk_create(
        [Scan(parcel=held, status=one.status, raw_code=one.raw_code, at=one.at) for one in sights],
        ignore_conflicts=True,
    )
    latest = max(reversed(known), key=lambda one: one.at, default=None)
    if latest and (held.seen_at is None or latest.at >= held.seen_at) and held.state not in Parcel.FINAL:
        _advance(held, latest, by=by)
    held.save(update_fields=["polled_at", "seen_at", "state"])


def _advance(parcel: Parcel, sight: Whereabouts, *, by: UUID | None) -> None:
    parcel.state, parcel.seen_at = sight.status, sight.at
    if parcel.state in Parcel.WITH_US:
        return
    if Shipment.objects.filter(pk=parcel.shipment_id, state=Shipment.State.PACKED).exists():
        hand_over(parcel.shipment_id, by=by)
    if parcel.state == Parcel.State.DELIVERED:
        outbox.publish(ParcelDelivered(parcel_id=parcel.pk))
