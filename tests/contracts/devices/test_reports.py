"""Reports of others: what is let in, who gets it out, what is warned of, and how it goes."""

from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.test import Client
from PIL import Image

from accounts.models import Membership
from contracts.devices import dossier, papers, services
from contracts.devices.models import Device, InspectionReport
from d4d.foundation import clock
from tests.contracts.devices.builders import (
    PDF,
    a_device,
    a_photo,
    a_report,
    a_visitor,
    an_upload,
    with_a_broken_past,
)
from tests.shop.builders import a_member, a_practice
from tests.shop.shipping.stations import told

pytestmark = pytest.mark.django_db
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
BOMB_SIZE = (6_000, 6_000)


def handed_in(client: Client, device: Device, content: bytes, name: str = "rapport.pdf", **facts: Any) -> Any:
    usual = {"kind": "autoclave", "done_on": "2026-03-01", "valid_until": "2027-03-01", "title": ""}
    sent = {**usual, **facts, "file": an_upload(content, name)}
    return client.post(f"/mijn/apparaten/{device.pk}/rapport/", sent)


def body_of(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


def test_a_report_is_handed_in_and_fetched_as_it_was() -> None:
    practice = a_practice()
    user, client = a_visitor(practice)
    device = a_device(practice)
    assert handed_in(client, device, PDF, "Patiënt Jansen.pdf").status_code == 302
    report = InspectionReport.objects.get()
    assert (report.kind, report.done_on, report.valid_until) == (
        "autoclave",
        date(2026, 3, 1),
        date(2027, 3, 1),
    )
    assert report.added_by == user.subject.uuid
    assert "Jansen" not in report.file.name
    answer = client.get(f"/mijn/apparaten/rapporten/{report.pk}/")
    assert body_of(answer) == PDF
    assert answer["Content-Disposition"].startswith("attachment; filename=")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"


@pytest.mark.parametrize(("kind", "ending"), [("JPEG", "jpg"), ("PNG", "png")])
def test_a_picture_is_drawn_anew_without_what_the_camera_wrote(kind: str, ending: str) -> None:
    practice = a_practice()
    _user, client = a_visitor(practice)
    photo = a_photo(kind, owner="Jansen") + b"<script>alert(1)</script>"
    assert b"Jansen" in photo
    assert handed_in(client, a_device(practice), photo, "x.pdf").status_code == 302
    report = InspectionReport.objects.get()
    with report.file.open("rb") as file:
        content = file.read()
    assert report.ending == ending
    assert b"Jansen" not in content
    assert b"script" not in content
    with Image.open(BytesIO(content)) as kept:
        assert (kept.format, kept.size, dict(kept.getexif())) == (kind, (40, 30), {})


def test_a_photo_that_a_telephone_kept_twice_is_one_picture() -> None:
    written = BytesIO()
    picture = Image.new("RGB", (40, 30))
    picture.save(written, "MPO", save_all=True, append_images=[picture])
    assert papers.taken_in(an_upload(written.getvalue())).ending == "jpg"


def a_bomb() -> bytes:
    written = BytesIO()
    Image.new("1", BOMB_SIZE).save(written, "PNG")
    return written.getvalue()


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (SVG, "plaatje.svg"),
        (SVG, "plaatje.png"),
        (b"<html>", "rapport.pdf"),
        (a_photo("GIF"), "foto.gif"),
        (a_photo()[:200], "half.jpg"),
        (a_bomb(), "bom.png"),
        (with_a_broken_past(a_photo()), "kant.jpg"),
    ],
    ids=["svg", "svg as png", "html as pdf", "gif", "half a photo", "bomb", "broken exif"],
)
def test_what_is_no_pdf_or_picture_is_refused(content: bytes, name: str) -> None:
    practice = a_practice()
    _user, client = a_visitor(practice)
    answer = handed_in(client, a_device(practice), content, name)
    assert answer.status_code == 422
    assert "PDF-, PNG- of JPEG-bestand" in answer.content.decode()
    assert not InspectionReport.objects.exists()


def test_what_is_too_large_is_refused_with_the_reason(settings: Any) -> None:
    practice = a_practice()
    _user, client = a_visitor(practice)
    answer = handed_in(client, a_device(practice), PDF + bytes(20 * 1024 * 1024))
    assert answer.status_code == 422
    assert "20 MB" in answer.content.decode()
    assert not InspectionReport.objects.exists()


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"valid_until": "2026-02-01"}, "valid_until"),
        ({"done_on": "2199-01-01"}, "done_on"),
        ({"kind": "other"}, "title"),
    ],
)
def test_a_report_must_make_sense(facts: dict[str, str], field: str) -> None:
    practice = a_practice()
    _user, client = a_visitor(practice)
    answer = handed_in(client, a_device(practice), PDF, **facts)
    assert answer.status_code == 422
    assert f'id="id_{field}_error"' in answer.content.decode()


def test_another_practice_gets_nothing_and_changes_nothing() -> None:
    report = a_report(a_device(a_practice()))
    _user, stranger = a_visitor()
    assert stranger.get(f"/mijn/apparaten/rapporten/{report.pk}/").status_code == 404
    for act in ("weghalen", "terugzetten"):
        assert stranger.post(f"/mijn/apparaten/rapporten/{report.pk}/{act}/").status_code == 404
    assert handed_in(stranger, report.device, PDF).status_code == 404
    report.refresh_from_db()
    assert report.removed_at is None


def test_a_report_can_be_put_back_for_a_week_and_then_goes_for_good() -> None:
    practice = a_practice()
    _user, client = a_visitor(practice)
    report = a_report(a_device(practice))
    kept, address = report.file.storage, f"/mijn/apparaten/rapporten/{report.pk}/"
    with time_machine.travel("2026-11-02 10:00 +0100"):
        client.post(f"{address}weghalen/")
        assert client.get(address).status_code == 404
        client.post(f"{address}terugzetten/")
        assert body_of(client.get(address)) == PDF
        client.post(f"{address}weghalen/")
    with time_machine.travel("2026-11-09 09:00 +0100"):
        assert services.clear_away_reports() == 0
    with time_machine.travel("2026-11-09 11:00 +0100"):
        assert services.clear_away_reports() == 1
    assert not InspectionReport.objects.exists()
    assert not kept.exists(report.file.name)


def test_a_report_that_is_put_back_while_others_go_keeps_its_file(monkeypatch: pytest.MonkeyPatch) -> None:
    device = a_device(a_practice())
    reports = [a_report(device), a_report(device)]
    InspectionReport.objects.update(removed_at=clock.now() - timedelta(8))
    kept = reports[0].file.storage
    really_delete = kept.delete

    def delete(name: str) -> None:
        really_delete(name)
        InspectionReport.objects.update(removed_at=None)

    monkeypatch.setattr(kept, "delete", delete)
    assert services.clear_away_reports() == 1
    left = InspectionReport.objects.get()
    assert kept.exists(left.file.name)


def test_the_managers_are_warned_once_and_together_of_reports_that_run_out() -> None:
    practice = a_practice()
    manager = a_member(practice, Membership.Role.MANAGER)
    device, today = a_device(practice, serial="SN-77"), clock.today()
    a_report(device, today - timedelta(360), valid_until=today + timedelta(30))
    a_report(device, today - timedelta(360), kind="electrical", valid_until=today + timedelta(5))
    a_report(device, today - timedelta(360), kind="xray", valid_until=today + timedelta(31))
    for _night in range(2):
        services.warn_of_reports()
        told()
    letters = [one for one in mail.outbox if one.to == [manager.email]]
    assert len(letters) == 1
    assert letters[0].subject == "2 rapporten over uw apparaten verlopen"
    assert letters[0].body.count("SN-77") == 2


def test_a_newer_report_and_a_retired_device_need_no_warning() -> None:
    practice, today = a_practice(), clock.today()
    a_member(practice, Membership.Role.MANAGER)
    device, gone = a_device(practice), a_device(practice)
    a_report(device, today - timedelta(360), valid_until=today + timedelta(5))
    a_report(device, today - timedelta(2), valid_until=today + timedelta(363))
    a_report(gone, today - timedelta(360), valid_until=today + timedelta(5))
    services.retire(gone.pk, None)
    assert services.warn_of_reports() == 0


def test_what_a_newer_report_follows_up_has_expired_nowhere() -> None:
    practice = a_practice()
    _user, client = a_visitor(practice)
    device, today = a_device(practice), clock.today()
    a_report(device, today - timedelta(400), valid_until=today - timedelta(35), title="Validatie vorig jaar")
    a_report(device, today - timedelta(30), valid_until=today + timedelta(330), title="Validatie dit jaar")
    page = client.get(f"/mijn/apparaten/{device.pk}/").content.decode()
    assert "verlopen" not in page
    assert "opgevolgd" in page
    stands = dossier.standing(dossier.papers(device), today)
    assert [paper.title for paper in stands.done] == ["Validatie dit jaar"]
    assert not [paper for paper in stands.missing if paper.done_on]


def test_other_reports_follow_up_only_what_is_called_the_same() -> None:
    practice = a_practice()
    _user, client = a_visitor(practice)
    device, today = a_device(practice), clock.today()
    over = {"kind": "other", "valid_until": today - timedelta(5)}
    a_report(device, today - timedelta(400), title="Druktest", **over)
    a_report(device, today - timedelta(30), kind="other", title="Waterproef")
    running_out = InspectionReport.objects.running_out(today)
    assert [one.title for one in running_out] == ["Druktest"]
    assert "verlopen" in client.get(f"/mijn/apparaten/{device.pk}/").content.decode()
    a_report(device, today, kind="other", title="druktest", valid_until=today + timedelta(300))
    assert not InspectionReport.objects.running_out(today).exists()
    assert "verlopen" not in client.get(f"/mijn/apparaten/{device.pk}/").content.decode()


def test_the_overview_counts_what_runs_out() -> None:
    practice, today = a_practice(), clock.today()
    _user, client = a_visitor(practice)
    assert "rapport" not in client.get("/mijn/").content.decode()
    a_report(a_device(practice), today - timedelta(400), valid_until=today - timedelta(35))
    page = client.get("/mijn/").content.decode()
    assert "rapport verloopt binnenkort of is verlopen" in page
    assert "tile--danger" in page
    assert f">{practice.devices.get()}</a>" in client.get("/mijn/apparaten/?papieren=1").content.decode()
