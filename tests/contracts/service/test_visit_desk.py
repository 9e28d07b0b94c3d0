"""The desk plans visits and engineers report them, with or without a script in the browser."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from contracts.service import services
from contracts.service.models import Checklist, ReportPhoto, ServiceReport, Visit
from contracts.service.week import week_of
from tests.accounts.people import signed_in
from tests.contracts.service.visiting import a_device, a_photo, a_visit, an_engineer, at, done, planned
from tests.shop.builders import a_colleague_of_the_house, a_practice

pytestmark = pytest.mark.django_db

JSON = {"headers": {"Accept": "application/json"}}


@pytest.fixture(autouse=True)
def _today(settings: Any, tmp_path: Any) -> Any:
    settings.MEDIA_ROOT = tmp_path / "media"
    with time_machine.travel("2026-11-23 08:00+01:00", tick=False):
        yield


@pytest.fixture
def visit() -> Visit:
    """A visit about one autoclave, still without a time."""
    practice = a_practice()
    return a_visit(practice, [a_device(practice)])


@pytest.fixture
def desk() -> Client:
    """An engineer at the desk."""
    return signed_in(an_engineer(), second_factor=True)


def report_of(visit: Visit) -> str:
    return f"/beheer/service/visit/{visit.pk}/report/"


def answers(visit: Visit, **others: Any) -> dict[str, Any]:
    """The form as an engineer sends it when everything is in order."""
    seen = visit.devices.get()
    name = f"d{seen.pk}"
    filled = {
        "act": "finish",
        "key": str(services.draft_of(visit).key),
        "labour_minutes": "45",
        "signed_by": "Sanne de Wit",
        f"{name}-outcome": "done",
    }
    for item in Checklist.objects.in_force().get(kind=seen.device.kind).items.all():
        figure = str(item.max_e3 / 1000).replace(".", ",") if item.is_measurement else "yes"
        filled[f"{name}-i{item.pk}"] = figure
    return filled | others


def test_staff_plans_a_visit_and_hears_of_a_holiday(visit: Visit, desk: Client) -> None:
    act = f"/beheer/service/visit/{visit.pk}/plan/do/"
    refused = desk.post(act, {"day": "2026-12-25", "hour": "09:00", "minutes": "120"})
    assert "eerste kerstdag" in refused.content.decode().lower()
    assert "maandag 28 december 2026" in refused.content.decode()
    desk.post(act, {"day": "2026-12-28", "hour": "09:00", "minutes": "90"})
    visit.refresh_from_db()
    assert (visit.state, visit.starts_at) == (Visit.State.PLANNED, at(date(2026, 12, 28), 9).starts_at)
    assert (visit.ends_at - visit.starts_at).total_seconds() == 90 * 60


def test_staff_offers_times(visit: Visit, desk: Client) -> None:
    desk.post(
        f"/beheer/service/visit/{visit.pk}/offer/do/",
        {"day_1": "2026-12-01", "hour_1": "09:00", "day_2": "2026-12-02", "hour_2": "13:30", "minutes": "60"},
    )
    visit.refresh_from_db()
    assert (visit.state, visit.slots.count()) == (Visit.State.OFFERED, 2)


def test_the_week_shows_who_is_where(visit: Visit, desk: Client) -> None:
    engineer = an_engineer()
    type(engineer).objects.filter(pk=engineer.pk).update(first_name="Tim", last_name="Visser")
    services.plan(visit.pk, at(date(2026, 12, 22), 9, engineer=engineer), by=None)
    page = desk.get("/beheer/service/visit/week/?week=2026-W52").content.decode()
    assert "Tim Visser" in page
    assert "09:00–11:00 Praktijk De Linde" in page
    assert "Eerste kerstdag" in page
    assert desk.get("/beheer/service/visit/week/?week=2026-W99").status_code == 200


def test_the_list_of_this_week_stands_in_the_order_in_which_we_come(visit: Visit, desk: Client) -> None:
    practice = a_practice()
    sooner = a_visit(practice, [a_device(practice)])
    Visit.objects.filter(pk=sooner.pk).update(due_on=date(2027, 1, 31))
    services.plan(visit.pk, at(date(2026, 11, 26), 9, engineer=an_engineer()), by=None)
    services.plan(sooner.pk, at(date(2026, 11, 25), 9, engineer=an_engineer()), by=None)
    page = desk.get("/beheer/service/visit/?standing=week").content.decode()
    places = [page.index(f"/beheer/service/visit/{one.pk}/change/") for one in (sooner, visit)]
    assert places == sorted(places)


def test_a_week_begins_at_the_midnight_of_its_monday_also_when_the_clock_moves() -> None:
    week = week_of("2026-W43", date(2026, 1, 1))
    assert (week.first, week.before, week.after) == (date(2026, 10, 19), "2026-W42", "2026-W44")
    assert len(week.days) == 5


def test_staff_makes_a_visit_that_no_contract_asks_for(desk: Client) -> None:
    practice = a_practice()
    wanted = a_device(practice)
    a_device(practice)
    form = {"number": practice.number, "due_on": "2026-12-01", "serials": wanted.serial}
    desk.post("/beheer/service/visit/arrange/", form)
    assert [one.device for one in Visit.objects.get().devices.all()] == [wanted]
    unknown = desk.post("/beheer/service/visit/arrange/", form | {"number": "0"})
    assert "geen praktijk met dit nummer" in unknown.content.decode()


def test_a_draft_is_kept_and_comes_back(visit: Visit, desk: Client) -> None:
    planned(visit)
    sent = {"act": "draft", "remarks": "Filter bijna vol", "key": "niets"}
    kept = desk.post(report_of(visit), sent, **JSON)
    assert kept.json() == {"saved_at": "08:00"}
    page = desk.get(report_of(visit)).content.decode()
    assert "Filter bijna vol" in page
    assert 'value="niets"' not in page


def test_the_same_report_sent_twice_is_one_report(visit: Visit, desk: Client) -> None:
    planned(visit)
    filled = answers(visit)
    first, second = (desk.post(report_of(visit), filled, **JSON) for _ in range(2))
    assert first.json() == second.json() == {"url": report_of(visit)}
    report = ServiceReport.objects.get()
    assert (report.signed_by, report.labour_minutes) == ("Sanne de Wit", 45)
    other = desk.post(report_of(visit), filled | {"key": str(uuid4())}, **JSON)
    assert other.status_code == 409
    assert "Sanne de Wit" in desk.get(report_of(visit)).content.decode()


def test_what_is_missing_is_said_and_nothing_is_lost(visit: Visit, desk: Client) -> None:
    planned(visit)
    name = f"d{visit.devices.get().pk}"
    item = Checklist.objects.in_force().get(kind__code="autoclave").items.first()
    filled = answers(visit, remarks="blijft staan")
    del filled[f"{name}-i{item.pk}"]
    answer = desk.post(report_of(visit), filled | {f"{name}-what1": "Onbekend onderdeel"})
    page = answer.content.decode()
    assert answer.status_code == 422
    for words in ("nog geen antwoord", "er moet een prijs bij", "blijft staan"):
        assert words in page
    assert not ServiceReport.objects.exists()


def test_a_device_that_was_not_serviced_needs_a_reason(visit: Visit, desk: Client) -> None:
    planned(visit)
    name = f"d{visit.devices.get().pk}"
    filled = answers(visit, **{f"{name}-outcome": "carried"})
    assert "Vermeld waarom" in desk.post(report_of(visit), filled).content.decode()
    alone = desk.post(report_of(visit), filled | {f"{name}-note": "kapot"}).content.decode()
    assert "Geen apparaat is onderhouden" in alone


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("tekening.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "JPEG"),
        ("groot.jpg", b"\xff\xd8" + b"0" * 20_000_001, "20 MB"),
    ],
)
def test_what_is_no_photo_is_refused_in_words(
    visit: Visit, desk: Client, name: str, content: bytes, words: str
) -> None:
    planned(visit)
    upload = SimpleUploadedFile(name, content, "image/jpeg")
    answer = desk.post(f"{report_of(visit)}photos/", {"key": str(uuid4()), "photo": upload})
    assert answer.status_code == 422
    assert words in answer.json()["error"]
    assert not ReportPhoto.objects.exists()


def test_a_photo_comes_once_and_can_be_taken_away(visit: Visit, desk: Client) -> None:
    planned(visit)
    key = str(uuid4())
    for _ in range(2):
        assert desk.post(f"{report_of(visit)}photos/", {"key": key, "photo": a_photo()}).status_code == 200
    photo = ReportPhoto.objects.get()
    shown = desk.get(f"{report_of(visit)}photos/{photo.pk}/")
    assert shown.content.startswith(b"\xff\xd8")
    desk.post(f"{report_of(visit)}photos/{photo.pk}/")
    assert not ReportPhoto.objects.exists()


def test_without_a_script_photos_come_with_the_form(visit: Visit, desk: Client) -> None:
    planned(visit)
    desk.post(report_of(visit), answers(visit) | {"photos": [a_photo(), a_photo("red")]})
    assert visit.photos.count() == 2
    assert ServiceReport.objects.get().visit == visit


def test_a_published_checklist_is_changed_by_a_new_version_only(desk: Client) -> None:
    old = Checklist.objects.in_force().get(kind__code="compressor")
    page = desk.get(f"/beheer/service/checklist/{old.pk}/change/").content.decode()
    assert "Nieuwe versie maken" in page
    assert 'name="items-0-label"' not in page
    desk.post(f"/beheer/service/checklist/{old.pk}/new-version/")
    newer = Checklist.objects.get(kind=old.kind, version=2)
    assert (
        'name="items-0-label"' in desk.get(f"/beheer/service/checklist/{newer.pk}/change/").content.decode()
    )
    assert Checklist.objects.in_force().get(kind=old.kind) == old
    desk.post(f"/beheer/service/checklist/{newer.pk}/publish/")
    assert Checklist.objects.in_force().get(kind=old.kind) == newer


def test_only_the_service_desk_reports(visit: Visit) -> None:
    planned(visit)
    for role in ("warehouse", "privacy officer"):
        outsider = signed_in(a_colleague_of_the_house(role), second_factor=True)
        assert outsider.get(report_of(visit)).status_code in {403, 404}
        assert outsider.post(report_of(visit), answers(visit)).status_code in {403, 404}
    done(visit)
