"""The register of devices: written down, put right, taken out of use, handed to another practice."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from contracts.devices.events import DeviceAdded, DeviceTakenOver
from contracts.devices.fitting import forget_who_has_devices
from contracts.devices.models import Device, DeviceChange
from contracts.devices.recognising import product_of
from d4d.foundation import clock, outbox, states

Kind = DeviceChange.Kind


class SerialKnown(Exception):
    """A device of this brand with this serial number is known already, here or elsewhere."""


@dataclass(frozen=True, slots=True)
class DeviceFields:
    """What is written down about a device; only its kind, brand and type must be known."""

    kind_id: int
    brand: str
    model: str
    colour: str = ""
    connection: str = ""
    serial: str = ""
    lot: str = ""
    udi_di: str = ""
    room: str = ""
    bought_on: date | None = None
    warranty_until: date | None = None
    product_id: int | None = None
    variant_id: int | None = None


@transaction.atomic
def add(
    practice_id: int,
    fields: DeviceFields,
    by: UUID | None,
    *,
    is_sure: bool = False,
    origin: str | None = None,
) -> Device:
    """A practice writes down a device. Raises SerialKnown unless it `is_sure` that it is another one."""
    if not is_sure and is_known(fields.brand, fields.serial):
        raise SerialKnown
    facts = asdict(fields) | ({} if fields.product_id else _product(fields))
    device = Device.objects.create(practice_id=practice_id, origin=origin, **facts)
    states.begin(device, device.state, by=by)
    note(device, Kind.BROUGHT if origin else Kind.ADDED, by=by)
    outbox.publish(DeviceAdded(device_id=device.pk))
    return device


@transaction.atomic
def change(device_id: int, fields: DeviceFields, by: UUID | None, *, is_sure: bool = False) -> Device:
    """What is written down about a device is put right; which columns changed is kept, not their values."""
    device = Device.objects.select_for_update().get(pk=device_id)
    ours = {"product_id": device.product_id, "variant_id": device.variant_id}
    wanted = asdict(fields) | ours | ({} if device.is_ours else _product(fields))
    changed = [name for name, value in wanted.items() if getattr(device, name) != value]
    if not changed:
        return device
    names_itself = {"brand", "serial"} & set(changed)
    if names_itself and not is_sure and is_known(fields.brand, fields.serial, but=device.pk):
        raise SerialKnown
    for name in changed:
        setattr(device, name, wanted[name])
    device.save(update_fields=changed)
    written = [name.removesuffix("_id") for name in changed if name != "product_id"]
    note(device, Kind.CHANGED, by=by, fields=written)
    return device


@transaction.atomic
def retire(device_id: int, by: UUID | None) -> Device:
    """A device is taken out of use; its history stays."""
    device = Device.objects.select_for_update().get(pk=device_id)
    if states.move(device, Device.State.RETIRED, by=by):
        device.retired_on = clock.today()
        device.save(update_fields=["retired_on"])
        note(device, Kind.RETIRED, by=by)
    return device


@transaction.atomic
def take_back_into_use(device_id: int, by: UUID | None) -> Device:
    """A device that was taken out of use is used again."""
    device = Device.objects.select_for_update().get(pk=device_id)
    if states.move(device, Device.State.IN_USE, by=by):
        device.retired_on = None
        device.save(update_fields=["retired_on"])
        note(device, Kind.BACK, by=by)
    return device


@transaction.atomic
def take_over(device_ids: Iterable[int], to_practice_id: int, on: date, by: UUID | None) -> list[Device]:
    """Devices belong to another practice from a day on, with their history; the room is asked anew.

    To repeat it changes nothing more.
    """
    devices = list(Device.objects.select_for_update().filter(pk__in=list(device_ids)).order_by("pk"))
    moved = [device for device in devices if device.practice_id != to_practice_id]
    for device in moved:
        device.practice_id, device.room = to_practice_id, ""
        device.save(update_fields=["practice", "room"])
        step = note(device, Kind.TAKEN_OVER, by=by, on=on)
        outbox.publish(DeviceTakenOver(device_id=device.pk, practice_id=to_practice_id, change_id=step.pk))
    return moved


def is_known(brand: str, serial: str, *, but: int | None = None) -> bool:
    """Whether a device of this brand bears this serial number already, in whatever practice."""
    if not serial:
        return False
    same = Device.objects.filter(serial=serial, brand__iexact=brand)
    return (same.exclude(pk=but) if but else same).exists()


def _product(fields: DeviceFields) -> dict[str, int | None]:
    """The catalogue may know a device that was written down by hand, and with it what fits on it."""
    return {"product_id": product_of(fields.brand, fields.model, fields.udi_di)}


def note(
    device: Device, kind: str, *, by: UUID | None, on: date | None = None, fields: Iterable[str] = ()
) -> DeviceChange:
    """Write down a step in the life of a device."""
    transaction.on_commit(forget_who_has_devices)
    return DeviceChange.objects.create(
        device=device, kind=kind, fields=list(fields), on=on or clock.today(), actor=by
    )
