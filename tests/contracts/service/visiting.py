"""Builders: a device, a contract about devices, a visit with a time, and what an engineer tells."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from io import BytesIO
from itertools import count
from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from accounts.models import Practice, User
from contracts.agreements.models import Contract, ContractLine, Plan
from contracts.devices.models import Device, DeviceKind
from contracts.service import services
from contracts.service.models import Checklist, ServiceReport, Visit
from contracts.service.services.reports import Answer, DeviceStory, Story
from contracts.service.working_days import next_working_day
from d4d.foundation import clock
from tests.shop.builders import a_colleague_of_the_house

_numbers = count(1)


def a_device(practice: Practice, **facts: Any) -> Device:
    """An autoclave in a practice."""
    code = facts.pop("kind", "autoclave")
    kind, _ = DeviceKind.objects.get_or_create(code=code, defaults={"name": code, "name_en": code})
    usual = {"brand": "Melag", "model": "Vacuklav 40 B+", "serial": f"SN-{next(_numbers)}"}
    return Device.objects.create(practice=practice, kind=kind, **(usual | facts))


def a_checklist(kind: str) -> Checklist:
    """A short checklist in force, for houses whose tables were emptied: two questions and a temperature."""
    of, _ = DeviceKind.objects.get_or_create(code=kind, defaults={"name": kind, "name_en": kind})
    version = of.checklists.count() + 1
    checklist = Checklist.objects.create(kind=of, version=version, published_at=clock.now())
    for position, label in enumerate(("Deurpakking heel", "Filters vervangen", "Temperatuur")):
        limits = {"kind": "measurement", "unit": "°C", "min_e3": 134_000, "max_e3": 137_000}
        facts = limits if label == "Temperatuur" else {}
        checklist.items.create(position=position, label=label, label_en=label, **facts)
    return checklist


def a_contract(practice: Practice, devices: Sequence[Device], starts_on: date, **facts: Any) -> Contract:
    """An active contract about devices, with two visits a year unless told otherwise."""
    plan, _ = Plan.objects.get_or_create(code="basis", defaults={"name": "Basis", "name_en": "Basic"})
    usual: dict[str, Any] = {
        "state": Contract.State.ACTIVE,
        "renews_on": starts_on + timedelta(days=365),
        "visits_a_year": 2,
        "response_hours": 16,
        "covers_labour": True,
        "covers_parts": False,
        "covers_loan": False,
        "term_months": 12,
        "notice_months": 1,
        "renews": True,
        "billing": "advance",
        "period_months": 12,
    }
    contract = Contract.objects.create(
        number=f"C-{next(_numbers):06}", practice=practice, plan=plan, starts_on=starts_on, **(usual | facts)
    )
    for device in devices:
        ContractLine.objects.create(
            contract=contract, device=device, description=str(device), price_cents=20_000, starts_on=starts_on
        )
    return contract


def an_engineer() -> User:
    """Somebody who services devices."""
    return a_colleague_of_the_house("service")


def at(day: date, hour: int, *, engineer: User | None = None, hours: int = 2) -> services.Times:
    """Some hours of a day."""
    begins = datetime.combine(day, time(hour), tzinfo=clock.AMSTERDAM)
    return services.Times(
        begins, begins + timedelta(hours=hours), engineer.subject.uuid if engineer else None
    )


def a_visit(practice: Practice, devices: Sequence[Device], **facts: Any) -> Visit:
    """A visit that somebody asked for, still without a time."""
    due = facts.pop("due_on", clock.today() + timedelta(days=30))
    return services.arrange(practice.pk, [one.pk for one in devices], due, **facts)


def planned(visit: Visit, *, engineer: User | None = None) -> Visit:
    """The same visit with a time: nine o'clock on the next working day."""
    return services.plan(visit.pk, at(next_working_day(clock.today()), 9, engineer=engineer), by=None)


def done(visit: Visit, *, left: Sequence[Device] = (), **facts: Any) -> ServiceReport:
    """The visit is reported; every device is in order, or left for another time."""
    by, key = facts.pop("by", None), facts.pop("key", uuid4())
    return services.finish(visit.pk, key, a_story(visit, left=left, **facts), by=by)


def a_photo(colour: str = "teal") -> SimpleUploadedFile:
    """What a telephone sends, with what it wrote into it."""
    written, exif = BytesIO(), Image.Exif()
    exif[0x010F] = "Telefoonmaker"
    Image.new("RGB", (640, 480), colour).save(written, "JPEG", exif=exif)
    return SimpleUploadedFile("IMG_0001.jpg", written.getvalue(), "image/jpeg")


def a_reported_visit(practice: Practice) -> Visit:
    """A visit with its report on paper and a photo."""
    visit = planned(a_visit(practice, [a_device(practice)]))
    services.add_photo(visit.pk, a_photo(), uuid4())
    services.print_sheet(done(visit).pk)
    visit.refresh_from_db()
    return visit


def a_story(visit: Visit, *, left: Sequence[Device] = (), **facts: Any) -> Story:
    """What an engineer tells when all went well."""
    told = [
        DeviceStory(seen.pk, "carried")
        if seen.device in left
        else DeviceStory(seen.pk, "done", *in_order(seen.device))
        for seen in visit.devices.select_related("device__kind").order_by("pk")
    ]
    return Story(told, **({"signed_by": "Sanne de Wit"} | facts))


def in_order(device: Device) -> tuple[int, str, Sequence[Answer]]:
    """The checklist in force, no note, and an answer to each line within its limits."""
    checklist = Checklist.objects.in_force().get(kind=device.kind)
    return (
        checklist.pk,
        "",
        [
            Answer(item.pk, "measured", item.min_e3 if item.min_e3 is not None else item.max_e3)
            if item.is_measurement
            else Answer(item.pk, "yes")
            for item in checklist.items.all()
        ],
    )
