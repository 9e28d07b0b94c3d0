"""The report of a visit: a draft until it is signed, then written once and never changed."""

from datetime import date
from uuid import uuid4

import pytest
import time_machine
from django.core import mail
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from PIL import Image
from pypdf import PdfReader

from contracts.devices.services import keeping
from contracts.service import services, visit_telling
from contracts.service.models import ReportAnswer, ReportPhoto, ServiceReport, Visit
from contracts.service.services.reports import DeviceStory, Part, Story
from shop.invoicing.models import Invoice
from tests.accounts.people import post_is_delivered
from tests.contracts.service.visiting import (
    a_contract,
    a_device,
    a_photo,
    a_story,
    a_visit,
    an_engineer,
    done,
    in_order,
    planned,
)
from tests.shop.builders import a_member, a_practice, the_tariffs

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(settings: object, tmp_path: object) -> object:
    settings.MEDIA_ROOT = tmp_path / "media"
    with time_machine.travel("2026-11-23 08:00+01:00", tick=False):
        yield


@pytest.fixture
def visit() -> Visit:
    """A planned visit about two autoclaves of a practice with a manager."""
    practice = a_practice()
    a_member(practice, "manager")
    return planned(a_visit(practice, [a_device(practice), a_device(practice)]))


def test_the_same_report_sent_again_is_the_same_report(visit: Visit) -> None:
    key, story = uuid4(), a_story(visit)
    first = services.finish(visit.pk, key, story, by=None)
    assert services.finish(visit.pk, key, story, by=None) == first
    with pytest.raises(services.AlreadyReported):
        services.finish(visit.pk, uuid4(), story, by=None)
    visit.refresh_from_db()
    assert (visit.state, ServiceReport.objects.count()) == (Visit.State.DONE, 1)


def test_the_contract_is_held_before_the_visit_as_in_the_plan() -> None:
    practice = a_practice()
    device = a_device(practice)
    visit = planned(a_visit(practice, [device]))
    Visit.objects.filter(pk=visit.pk).update(contract=a_contract(practice, [device], date(2026, 1, 1)))
    story = a_story(visit)
    with CaptureQueriesContext(connection) as captured:
        services.finish(visit.pk, uuid4(), story, by=None)
    asked = (query["sql"].partition(" FROM ")[2] for query in captured if "SELECT" in query["sql"])
    tables = [sql.split('"')[1] for sql in asked if sql]
    assert tables[:2] == ["agreements_contract", "service_visit"]


def test_after_a_takeover_the_new_practice_reads_no_report_of_the_old_one(visit: Visit) -> None:
    services.print_sheet(done(visit).pk)
    seen = visit.devices.select_related("device").first()
    device = seen.device
    assert visit_telling.papers_of(device)[0].file
    assert visit_telling.visits_of(device)[0].url
    keeping.take_over([device.pk], a_practice().pk, date(2026, 11, 23), None)
    device.refresh_from_db()
    (paper,), (happening,) = visit_telling.papers_of(device), visit_telling.visits_of(device)
    assert (paper.file, paper.done_on, happening.url) == (None, date(2026, 11, 23), "")
    assert happening.desk_url


def test_nobody_changes_a_finished_report(visit: Visit) -> None:
    report = done(visit)
    told = report.devices.all()
    for rows in (told, ReportAnswer.objects.filter(device__in=told), ServiceReport.objects.all()):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows._raw_delete(rows.db)
    with pytest.raises(DatabaseError), transaction.atomic():
        ServiceReport.objects.update(remarks="anders")
    with pytest.raises(services.AlreadyReported):
        services.save_draft(visit.pk, "remarks=anders")
    with pytest.raises(services.AlreadyReported):
        services.add_photo(visit.pk, a_photo(), uuid4())


def test_a_visit_at_which_nothing_was_done_gets_no_report(visit: Visit) -> None:
    devices = [seen.device for seen in visit.devices.all()]
    with pytest.raises(services.NothingDone):
        done(visit, left=devices)
    visit.refresh_from_db()
    assert visit.state == Visit.State.PLANNED


def test_a_draft_goes_when_the_report_is_there(visit: Visit) -> None:
    key = services.draft_of(visit).key
    services.save_draft(visit.pk, "remarks=eerst")
    assert (services.draft_of(visit).key, services.draft_of(visit).answers) == (key, "remarks=eerst")
    done(visit, key=key)
    visit.refresh_from_db()
    assert not hasattr(visit, "draft")


def test_a_photo_leaves_its_past_behind_and_comes_once(visit: Visit) -> None:
    key = uuid4()
    for _ in range(2):
        services.add_photo(visit.pk, a_photo(), key)
    kept = ReportPhoto.objects.get()
    with kept.file.open() as file, Image.open(file) as picture:
        assert (picture.format, dict(picture.getexif())) == ("JPEG", {})


def test_the_sheet_is_printed_once_and_brought_to_the_practice(visit: Visit) -> None:
    services.add_photo(visit.pk, a_photo(), uuid4())
    first, second = (seen.device for seen in visit.devices.order_by("pk"))
    report = done(visit, left=[second], remarks="Filter was verstopt.", by=an_engineer().subject.uuid)
    letters = post_is_delivered()
    assert [letter.subject for letter in letters] == ["Het verslag van ons bezoek"]
    assert [name for name, _content, _kind in letters[0].attachments] == [f"verslag-{report.pk}.pdf"]
    report.refresh_from_db()
    with report.sheet.file.open("rb") as file:
        text = "\n".join(page.extract_text() for page in PdfReader(file).pages)
    for words in (
        first.serial,
        "Filter was verstopt.",
        "Sanne de Wit",
        "Temperatuur op het plateau",
        "134 °C",
    ):
        assert words in text
    assert "volgende keer" in text.lower()
    name = report.sheet.file.name
    services.print_sheet(report.pk)
    report.refresh_from_db()
    assert report.sheet.file.name == name
    assert "Niet alles kon worden gedaan" in mail.outbox[-1].body


def test_what_the_contract_covers_is_not_billed_and_the_rest_is_billed_once() -> None:
    the_tariffs()
    practice = a_practice()
    covered, own = a_device(practice), a_device(practice)
    a_contract(practice, [covered], date(2026, 1, 1), covers_parts=True)
    visit = planned(a_visit(practice, [covered, own]))
    parts = [Part("deurpakking", 2, unit_price_e4=250_000)]
    seen = {one.device_id: one.pk for one in visit.devices.all()}
    told = [DeviceStory(seen[device.pk], "done", *in_order(device), parts=parts) for device in (covered, own)]
    report = services.finish(visit.pk, uuid4(), Story(told, "Sanne", labour_minutes=120), by=None)
    bills = {services.bill_report(report.pk).pk for _ in range(2)}
    invoice = Invoice.objects.get()
    assert bills == {invoice.pk}
    assert invoice.net_cents == 9_500 + 2 * 2_500  # half of two hours, and the parts of one device


def test_a_visit_that_is_wholly_covered_is_not_billed() -> None:
    practice = a_practice()
    device = a_device(practice)
    a_contract(practice, [device], date(2026, 1, 1), covers_parts=True)
    report = done(planned(a_visit(practice, [device])), labour_minutes=60)
    assert services.bill_report(report.pk) is None
    assert not Invoice.objects.exists()


def test_an_old_report_keeps_the_checklist_it_was_made_with(visit: Visit) -> None:
    report = done(visit)
    before = report.devices.order_by("pk")[0].checklist
    newer = services.new_version(before.pk)
    assert services.new_version(before.pk) == newer
    newer.items.all()[0].delete()
    assert services.publish(newer.pk)
    assert not services.publish(newer.pk)
    report.refresh_from_db()
    assert report.devices.order_by("pk")[0].answers.count() == before.items.count() == newer.items.count() + 1
