"""Builders: a practice with somebody who reports, a fault in any state, and what a repair needs."""

from dataclasses import dataclass
from io import BytesIO
from typing import Any
from uuid import UUID, uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from accounts.models import Practice, User
from contracts.devices.models import Device
from contracts.service.models import Fault, LoanDevice, RepairDesk
from contracts.service.services import answering, quoting, repairing, reporting, sending_in
from contracts.service.services.reporting import Told
from d4d.foundation import clock
from shop.stock.models import Supplier
from tests.contracts.service.visiting import a_contract, a_device
from tests.shop.builders import a_member, a_practice

STAFF = uuid4()
DEAD = Told("dead", "Doet niets meer na het aanzetten.", "standstill")
HOUR = quoting.Work("labour", "Arbeid", 1_500, 950_000)
PART = quoting.Work("parts", "Deurrubber", 1_000, 425_000)
CLEAN = sending_in.Declared("disinfected", "Afgenomen met alcohol 70 %", clock.today(), "Noor Jansen")


@dataclass(frozen=True)
class Scene:
    """A practice, somebody who works there, and a device."""

    practice: Practice
    user: User
    device: Device

    @property
    def person(self) -> UUID:
        return self.user.subject.uuid


def a_scene(*, under_contract: bool = False, kind: str = "autoclave", **terms: Any) -> Scene:
    """A practice with a buyer and a device, under contract when asked."""
    practice = a_practice()
    device = a_device(practice, kind=kind)
    if under_contract:
        a_contract(practice, [device], clock.today(), **terms)
    return Scene(practice, a_member(practice), device)


def a_fault(scene: Scene, told: Told = DEAD) -> Fault:
    """A fault as the practice reports it."""
    draft = reporting.begin(scene.device, by=scene.person, is_second=told.is_second)
    reporting.write(draft.pk, problem=told.problem, description=told.description, urgency=told.urgency)
    return reporting.send(draft.pk, by=scene.person)


def in_repair(scene: Scene) -> Fault:
    """A fault of which the repair was begun at the practice."""
    fault = a_fault(scene)
    answering.assess(fault.pk, "on_site", by=STAFF)
    return repairing.begin_repair(fault.pk, by=STAFF)


def to_send_in(scene: Scene) -> Fault:
    """A fault of which the device must come to us."""
    return answering.assess(a_fault(scene).pk, "send_in", by=STAFF)


def a_loan_device(**facts: Any) -> LoanDevice:
    """A device of ours on the shelf."""
    scene_kind = facts.pop("kind")
    return LoanDevice.objects.create(
        code=f"leen-{LoanDevice.objects.count() + 1}",
        kind=scene_kind,
        brand="Melag",
        model="Vacuklav 31",
        **facts,
    )


def a_repair_desk() -> RepairDesk:
    """A supplier that repairs."""
    supplier, _ = Supplier.objects.get_or_create(name="Melag Nederland")
    return RepairDesk.objects.create(supplier=supplier, email="reparatie@melag.example")


def a_picture(name: str = "foto.jpg", size: tuple[int, int] = (40, 30)) -> SimpleUploadedFile:
    """A photo as a browser sends it."""
    written = BytesIO()
    Image.new("RGB", size, "#0b5f6f").save(written, "JPEG")
    return SimpleUploadedFile(name, written.getvalue(), "image/jpeg")
