"""Faults of the demo, in every state: one too late, one with a loan device, one closed and billed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from io import BytesIO
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from accounts.models import Membership, Practice, User
from contracts.devices import services as devices
from contracts.devices.models import Device, DeviceKind
from contracts.service.models import Fault, LoanDevice, RepairDesk
from contracts.service.services import answering, lending, quoting, repairing, reporting, sending_in
from contracts.service.services.handing_over import hand_over
from contracts.service.services.quoting import Work
from d4d.demo.calendar import Story, days_ago, live
from d4d.foundation import clock
from shop.stock.models import Supplier

HOUR = Work("labour", "Arbeid werkplaats", 1_500, 950_000)
PART = Work("parts", "Deurpakking", 1_000, 425_000)
LOANS = (
    ("leen-01", "autoclave", "Melag", "Vacuklav 31"),
    ("leen-02", "autoclave", "W&H", "Lisa 17"),
    ("leen-03", "compressor", "Dürr Dental", "Primo"),
)


@dataclass(frozen=True, slots=True)
class Teller:
    """Who reports, on which device, and who of us answers."""

    device: Device
    person: User
    staff: UUID

    @property
    def uuid(self) -> UUID:
        """The person as the house knows them."""
        return self.person.subject.uuid


def report(practices: Sequence[Practice]) -> None:
    """Let the last two weeks happen: reports, answers, quotes and repairs."""
    linde, maas, _kempen = practices
    staff = User.objects.get(username="service").subject.uuid
    with days_ago(20):
        shelf = _shelf()
        desk = _desk()
        at_linde = [Teller(device, _member(linde), staff) for device in _own(linde, "LF")]
        at_maas = [Teller(device, _member(maas), staff) for device in _own(maas, "MF")]
    live(
        [
            _closed_and_billed(at_linde[0]),
            _late(at_maas[0]),
            _lent_and_here(at_linde[1], shelf[0], desk),
            _quoted(at_linde[2]),
            _to_be_declared(at_maas[1]),
            _asked(at_maas[2]),
            _just_reported(at_linde[3]),
            _called_off(at_maas[3]),
        ]
    )


def _closed_and_billed(teller: Teller) -> Story:
    yield 14
    fault = _reported(
        teller, "leak", "Er staat water onder de deur na elke cyclus.", "limited", with_photo=True
    )
    yield 13
    answering.assess(fault.pk, "on_site", by=teller.staff)
    yield 11
    repairing.begin_repair(fault.pk, by=teller.staff)
    quoting.add_line(fault.pk, HOUR)
    quoting.add_line(fault.pk, PART)
    quote = quoting.send_quote(fault.pk, by=teller.staff)
    yield 10
    quoting.decide(quote.pk, approved=True, by=teller.uuid, name=teller.person.full_name())
    yield 8
    repairing.finish_repair(fault.pk, "Deurpakking vervangen, lektest gehaald.", by=teller.staff)
    repairing.close(fault.pk, by=teller.staff)


def _late(teller: Teller) -> Story:
    yield 6
    _reported(teller, "dead", "Doet niets meer na het aanzetten.", "standstill")


def _lent_and_here(teller: Teller, loan: LoanDevice, desk: RepairDesk) -> Story:
    yield 9
    fault = _reported(teller, "alarm", "Geeft melding E12 tijdens het drogen.", "standstill", with_photo=True)
    answering.assess(fault.pk, "send_in", by=teller.staff)
    yield 8
    _declared_and_sent(fault, teller)
    lending.lend(fault.pk, loan.pk, until=clock.today() + timedelta(days=6))
    yield 5
    repairing.begin_repair(fault.pk, by=teller.staff)
    hand_over(fault.pk, desk.pk, with_serial=True)


def _quoted(teller: Teller) -> Story:
    yield 5
    fault = _reported(teller, "noise", "Maakt meer lawaai dan vroeger.", "can_wait")
    answering.assess(fault.pk, "on_site", by=teller.staff)
    yield 3
    repairing.begin_repair(fault.pk, by=teller.staff)
    quoting.add_line(fault.pk, replace(HOUR, quantity_e3=2_000))
    quoting.send_quote(fault.pk, by=teller.staff)


def _to_be_declared(teller: Teller) -> Story:
    yield 2
    fault = _reported(teller, "result", "Droogt niet goed meer.", "limited")
    yield 1
    answering.assess(fault.pk, "send_in", by=teller.staff)


def _asked(teller: Teller) -> Story:
    yield 2
    fault = _reported(teller, "other", "Het scherm blijft donker.", "limited")
    answering.write_to_practice(fault.pk, "Brandt het lampje naast de stekker?", by=teller.staff, asks=True)


def _just_reported(teller: Teller) -> Story:
    yield 0
    _reported(teller, "damage", "De slang is gescheurd.", "limited", with_photo=True)


def _called_off(teller: Teller) -> Story:
    yield 4
    fault = _reported(teller, "noise", "Piept bij het opstarten.", "can_wait")
    yield 3
    answering.cancel(fault.pk, by=teller.uuid)


def _reported(
    teller: Teller, problem: str, description: str, urgency: str, *, with_photo: bool = False
) -> Fault:
    draft = reporting.begin(teller.device, by=teller.uuid)
    reporting.write(draft.pk, problem=problem, description=description, urgency=urgency)
    if with_photo:
        reporting.add_photos(draft.pk, [_photo()])
    return reporting.send(draft.pk, by=teller.uuid)


def _declared_and_sent(fault: Fault, teller: Teller) -> None:
    declared = sending_in.Declared(
        "disinfected",
        "Afgenomen met alcohol, water geleegd",
        clock.today(),
        teller.person.full_name(),
        "wiped",
    )
    sending_in.declare_clean(fault.pk, declared, by=teller.uuid)
    sending_in.give_label(fault.pk, "manual", "", b"", by=teller.staff)


def _own(practice: Practice, mark: str) -> list[Device]:
    stand = (
        ("autoclave", "Melag", "Vacuklav 40 B+"),
        ("autoclave", "W&H", "Lisa 22"),
        ("compressor", "Dürr Dental", "Tornado 4"),
        ("sealer", "Hawo", "hd 320"),
    )
    kinds = {kind.code: kind for kind in DeviceKind.objects.all()}
    return [
        devices.add(
            practice.pk,
            devices.DeviceFields(
                kind_id=kinds[kind].pk,
                brand=brand,
                model=model,
                serial=f"{mark}-{number}0{number}",
                room="Sterilisatie",
            ),
            by=None,
        )
        for number, (kind, brand, model) in enumerate(stand, 1)
    ]


def _shelf() -> list[LoanDevice]:
    kinds = {kind.code: kind for kind in DeviceKind.objects.all()}
    return [
        LoanDevice.objects.create(
            code=code, kind=kinds[kind], brand=brand, model=model, serial=f"L-{code[-2:]}"
        )
        for code, kind, brand, model in LOANS
    ]


def _desk() -> RepairDesk:
    supplier, _ = Supplier.objects.get_or_create(name="Dental Groothandel Europa")
    return RepairDesk.objects.create(supplier=supplier, email="reparatie@groothandel.example")


def _member(practice: Practice) -> User:
    members = practice.memberships.filter(role=Membership.Role.MANAGER, is_active=True)
    return members.select_related("user__subject").order_by("pk")[0].user


def _photo() -> SimpleUploadedFile:
    """A drawn photo: a device with a puddle."""
    picture = Image.new("RGB", (640, 480), "#e8eef0")
    pen = ImageDraw.Draw(picture)
    pen.rounded_rectangle((180, 90, 460, 330), 18, fill="#c3d0d5", outline="#4a5d67", width=4)
    pen.ellipse((220, 340, 460, 400), fill="#7fd0de")
    written = BytesIO()
    picture.save(written, "JPEG")
    return SimpleUploadedFile("storing.jpg", written.getvalue(), "image/jpeg")
