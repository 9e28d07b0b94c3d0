"""Visits of the demo, in every state of this week, with reports and photos that are drawn."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from io import BytesIO
from uuid import UUID, uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from accounts.models import Practice, User
from contracts.devices import services as devices
from contracts.devices.models import Device, DeviceKind
from contracts.service import services
from contracts.service.models import Checklist, Visit
from contracts.service.services.reports import Answer, DeviceStory, Part, Story
from contracts.service.working_days import next_working_day
from d4d.demo.calendar import days_ago
from d4d.foundation import clock

ENGINEER = "service"
STANDING = (
    ("autoclave", "Melag", "Vacuklav 40 B+", "Sterilisatie"),
    ("treatment-unit", "Planmeca", "Compact i5", "Kamer 1"),
    ("compressor", "Dürr Dental", "Tornado 2", "Techniek"),
    ("suction", "Cattani", "Turbo Smart", "Techniek"),
)


def visit(practices: Sequence[Practice]) -> None:
    """Made, partly made, planned, offered, overdue and cancelled visits."""
    linde, maas, kempen = practices
    stand, other = _devices(linde, "DL"), _devices(maas, "MM")
    with days_ago(16):
        first = _planned(linde, stand[:2])
        second = _planned(linde, stand[2:], hour=11)
        late = services.arrange(maas.pk, [other[3].pk], clock.today() + timedelta(days=7))
        called_off = _planned(maas, other[:1], hour=14)
    with days_ago(13):
        services.add_photo(first.pk, _photo("teal"), uuid4())
        services.add_photo(first.pk, _photo("darkorange"), uuid4())
        _report(first, remarks="Deurpakking van de autoclaaf vervangen; testcyclus geslaagd.")
        services.cancel(called_off.pk, reason="praktijk is die dag gesloten", by=None)
    with days_ago(12):
        _report(second, left=stand[3:])
    assert late.is_open
    _planned(maas, other[:2], hour=14)
    _planned(kempen, _devices(kempen, "TK")[:2], hour=9)
    offered = services.arrange(linde.pk, [stand[0].pk], clock.today() + timedelta(days=60))
    days = [next_working_day(clock.today() + timedelta(days=ahead)) for ahead in (7, 9, 14)]
    services.offer(offered.pk, [_times(day, 10) for day in days], by=None)


def _devices(practice: Practice, prefix: str) -> list[Device]:
    """What stands there already, and what is missing of these."""
    for number, (code, brand, model, room) in enumerate(STANDING, start=1):
        if Device.objects.for_practice(practice).filter(kind__code=code).exists():
            continue
        kind = DeviceKind.objects.get(code=code)
        fields = devices.DeviceFields(kind.pk, brand, model, serial=f"{prefix}-{number:04}", room=room)
        devices.add(practice.pk, fields, None)
    found = Device.objects.for_practice(practice).filter(kind__code__in=[code for code, *_ in STANDING])
    return list(found.order_by("kind__position", "pk"))


def _planned(practice: Practice, seen: Sequence[Device], hour: int = 9) -> Visit:
    made = services.arrange(practice.pk, [one.pk for one in seen], clock.today() + timedelta(days=14))
    return services.plan(made.pk, _times(next_working_day(clock.today()), hour), by=None)


def _times(day: date, hour: int) -> services.Times:
    begins = datetime.combine(day, time(hour), tzinfo=clock.AMSTERDAM)
    return services.Times(begins, begins + timedelta(hours=2), _engineer())


def _engineer() -> UUID:
    return User.objects.select_related("subject").get(username=ENGINEER).subject.uuid


def _report(seen: Visit, *, left: Sequence[Device] = (), remarks: str = "") -> None:
    rows = seen.devices.select_related("device__kind").order_by("pk")
    standing = [(one.pk, one.device) for one in rows if one.device]
    told = [
        DeviceStory(seen_id, "carried", note="onderdeel is besteld")
        if device in left
        else _in_order(seen_id, device)
        for seen_id, device in standing
    ]
    services.finish(seen.pk, uuid4(), Story(told, "S. de Wit", remarks, 90), by=_engineer())


def _in_order(seen_id: int, device: Device) -> DeviceStory:
    """Every line answered, each figure near the middle of its limits."""
    checklist = Checklist.objects.in_force().get(kind=device.kind)
    answers = []
    for item in checklist.items.order_by("position"):
        figures = [figure for figure in (item.min_e3, item.max_e3) if figure is not None]
        middle = sum(figures) // len(figures) if figures else 0
        answers.append(Answer(item.pk, "measured", middle) if item.is_measurement else Answer(item.pk, "yes"))
    parts = [Part("Deurpakking", 1, unit_price_e4=485_000)] if device.kind.code == "autoclave" else []
    return DeviceStory(seen_id, "done", checklist.pk, "", answers, parts)


def _photo(colour: str) -> SimpleUploadedFile:
    """A drawing of a device, for want of one to stand before."""
    sheet = Image.new("RGB", (960, 720), "whitesmoke")
    pen = ImageDraw.Draw(sheet)
    pen.rounded_rectangle((180, 160, 780, 600), 40, fill="white", outline="slategray", width=8)
    pen.ellipse((380, 260, 680, 560), fill=colour, outline="slategray", width=8)
    pen.rectangle((220, 220, 330, 260), fill=colour)
    written = BytesIO()
    sheet.save(written, "JPEG")
    return SimpleUploadedFile("foto.jpg", written.getvalue(), "image/jpeg")
