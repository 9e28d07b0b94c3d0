"""New versions of checklists: what reports were made with stays as it is."""

from django.db import transaction

from contracts.devices.models import DeviceKind
from contracts.service.models import Checklist, ChecklistItem
from d4d.foundation import clock


@transaction.atomic
def new_version(checklist_id: int) -> Checklist:
    """A copy of a checklist to work on; when its kind has one already, that one."""
    old = Checklist.objects.get(pk=checklist_id)
    DeviceKind.objects.select_for_update().get(pk=old.kind_id)
    versions = Checklist.objects.filter(kind=old.kind_id).order_by("-version")
    if unfinished := versions.filter(published_at=None).first():
        return unfinished
    copy = Checklist.objects.create(kind_id=old.kind_id, version=versions[0].version + 1)
    items = list(old.items.order_by("position", "pk"))
    for item in items:
        item.pk, item.checklist = None, copy
    ChecklistItem.objects.bulk_create(items)
    return copy


def publish(checklist_id: int) -> bool:
    """From now on reports are made with this version; False when it was published before."""
    return bool(Checklist.objects.filter(pk=checklist_id, published_at=None).update(published_at=clock.now()))
