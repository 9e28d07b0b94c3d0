"""A device comes to us: only clean, and only when we know what became of patients' data on it."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core.files.base import ContentFile
from django.db import transaction

from accounts.models import Address
from contracts.service.events import DeviceDeclaredClean, ReturnLabelMade
from contracts.service.models import Decontamination, Fault, ReturnLabel
from contracts.service.services.fault_moves import NotNow, go, lock
from d4d.foundation import outbox
from d4d.foundation.photos import remove
from privacy import disclosure
from shop.shipping.couriers import recipient

OUR_OWN = "manual"


class NotDeclared(Exception):
    """Nobody has declared that the device is clean: it gets no label."""


class DataOnDevice(Exception):
    """The device can hold data of patients, and nobody said what became of it."""


@dataclass(frozen=True, slots=True)
class Declared:
    """What somebody at the practice declares about a device."""

    treatment: str
    method: str
    done_on: date
    by_name: str
    stored_data: str = ""


@transaction.atomic
def declare_clean(fault_id: int, declared: Declared, *, by: UUID) -> Decontamination:
    """A device is clean, by the word of somebody at the practice; declared twice it counts once.

    Raises DataOnDevice, or NotNow when the device need not come to us.
    """
    fault = lock(fault_id)
    if known := Decontamination.objects.filter(fault=fault).first():
        return known
    if fault.state != Fault.State.ASSESSED or fault.approach != Fault.Approach.SEND_IN:
        raise NotNow(fault.state)
    has_storage = fault.may_hold_data
    if has_storage and not declared.stored_data:
        raise DataOnDevice
    declaration = Decontamination.objects.create(
        fault=fault,
        treatment=declared.treatment,
        method=declared.method,
        done_on=declared.done_on,
        by_name=declared.by_name,
        has_storage=has_storage,
        stored_data=declared.stored_data if has_storage else "",
        declared_by=by,
    )
    outbox.publish(DeviceDeclaredClean(declaration_id=declaration.pk))
    return declaration


@transaction.atomic
def give_label(fault_id: int, courier: str, tracking_number: str, pdf: bytes, *, by: UUID) -> ReturnLabel:
    """The practice can send its device: with a courier's label, or we fetch it.

    Another label takes the place of the first, until the device is here. A courier's portal was told where
    the practice is: that stands in the book of disclosures. Raises NotDeclared or NotNow.
    """
    fault = lock(fault_id)
    declaration = Decontamination.objects.filter(fault=fault).first()
    if declaration is None:
        raise NotDeclared
    if not go(fault, Fault.State.AWAITING_DEVICE, by=by):
        _throw_away(declaration.label)
    label = ReturnLabel.objects.create(
        declaration=declaration,
        courier=courier,
        tracking_number=tracking_number,
        file=ContentFile(pdf, name="label.pdf") if pdf else "",
    )
    if courier != OUR_OWN:
        _write_down_what_the_courier_knows(fault, courier)
    outbox.publish(ReturnLabelMade(label_id=label.pk))
    return label


def _throw_away(label: ReturnLabel) -> None:
    files = [label.file] if label.file else []
    label.delete()
    transaction.on_commit(lambda: remove(files))


def _write_down_what_the_courier_knows(fault: Fault, courier: str) -> None:
    address = Address.objects.filter(practice=fault.practice, is_delivery_default=True).first()
    parts = ("street", "house_number", "addition", "postcode", "city", "country")
    fields = {part: getattr(address, part) for part in parts} if address else {}
    known = recipient(courier)
    disclosure.check(known, fields)
    disclosure.note(
        known,
        {"practice": fault.practice.name, **fields},
        subject=fault.practice.subject.uuid,
        occasion=f"fault {fault.number}",
        purpose=known.purpose,
    )
