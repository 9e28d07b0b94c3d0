"""The same device was written down twice: one entry stays, with everything of both."""

from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from contracts.devices.models import Device, DeviceChange
from contracts.devices.services.keeping import note

FACTS = ("colour", "connection", "serial", "lot", "udi_di", "room", "bought_on", "warranty_until")
LINKS = ("product_id", "variant_id")


class CannotBeMerged(Exception):
    """These entries belong to different practices, or both stand on the same contract or visit."""


def merge(stays_id: int, goes_id: int, by: UUID | None) -> Device:
    """Everything of the entry that goes is moved to the one that stays. Raises CannotBeMerged."""
    try:
        return _merge(stays_id, goes_id, by)
    except IntegrityError:
        raise CannotBeMerged from None


@transaction.atomic
def _merge(stays_id: int, goes_id: int, by: UUID | None) -> Device:
    both = Device.objects.select_for_update().in_bulk([stays_id, goes_id])
    if len(both) != 2 or len({device.practice_id for device in both.values()}) != 1:
        raise CannotBeMerged
    stays, goes = both[stays_id], both[goes_id]
    for relation in Device._meta.related_objects:
        rows: Any = relation.related_model
        name = relation.field.name
        rows._base_manager.filter(**{name: goes}).update(**{name: stays})
    for name in (*FACTS, *LINKS):
        setattr(stays, name, getattr(stays, name) or getattr(goes, name))
    origin, goes_origin = stays.origin, goes.origin
    goes.delete()
    stays.origin = origin or goes_origin
    stays.save()
    note(stays, DeviceChange.Kind.MERGED, by=by)
    return stays
