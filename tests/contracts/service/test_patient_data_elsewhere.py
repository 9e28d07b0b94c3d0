"""Data of a patient goes from finished reports and from questions by the same way as from faults."""

from io import BytesIO
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import DatabaseError
from django.test import Client
from pypdf import PdfReader

from contracts.devices.models import Dossier
from contracts.devices.services import dossiers
from contracts.service import services
from contracts.service.models import (
    Case,
    CaseAttachment,
    CaseMessage,
    PatientDataRemoval,
    ReportDevice,
    ReportSheet,
    ServiceReport,
)
from contracts.service.services import cases, patient_data, sheets
from contracts.service.services.cases import Asker, Said
from contracts.service.services.reports import DeviceStory, Story
from d4d.foundation.errors import Temporary
from d4d.foundation.handouts import shelf
from privacy.models import Breach
from tests.accounts.people import post_is_delivered, signed_in
from tests.contracts.service.faulting import STAFF
from tests.contracts.service.visiting import a_device, a_photo, a_visit, in_order, planned
from tests.promises.desk import a_role
from tests.shop.builders import a_member, a_practice

pytestmark = pytest.mark.django_db
NAME = "Mevrouw Pietersen"


def a_report() -> ServiceReport:
    """A printed report with a patient in its remarks, in a note and on a photo, and in a dossier."""
    practice = a_practice()
    a_member(practice, "manager")
    visit = planned(a_visit(practice, [a_device(practice)]))
    for colour in ("teal", "red"):
        services.add_photo(visit.pk, a_photo(colour), uuid4())
    seen = visit.devices.select_related("device__kind").get()
    checklist, _note, answers = in_order(seen.device)
    told = DeviceStory(seen.pk, "done", checklist, NAME, answers)
    report = services.finish(
        visit.pk, uuid4(), Story([told], signed_by="Sanne de Wit", remarks=f"{NAME} zat nog."), by=None
    )
    services.print_sheet(report.pk)
    return ServiceReport.objects.get(pk=report.pk)


def a_case() -> Case:
    """A question with a patient in its words and a file."""
    practice = a_practice()
    user = a_member(practice, "manager")
    file = ContentFile(b"%PDF-1.7 Pietersen", name="roentgen.pdf")
    asker = Asker("Noor", user.email, person=user.subject.uuid, practice_id=practice.pk)
    return cases.open_case(asker, f"Foto van {NAME}", Said(NAME, [file]), channel="account")


def printed(report: ServiceReport) -> tuple[str, int]:
    """What stands on the sheet, and how many pictures beside the mark of the house."""
    sheet = ReportSheet.objects.get(report=report)
    with sheet.file.open("rb") as file:
        pages = PdfReader(BytesIO(file.read())).pages
    return " ".join(page.extract_text() for page in pages), sum(len(page.images) for page in pages)


@pytest.fixture
def service() -> Client:
    return signed_in(a_role("service", "monteur@d4d.example"), second_factor=True)


@pytest.mark.parametrize("kind", ["remarks", "note", "photo"])
def test_what_goes_from_a_report_goes_from_its_sheet_too(kind: str, service: Client) -> None:
    report = a_report()
    row = dict(patient_data.removable(report))[kind]
    old, (words, pictures) = report.sheet.file.name, printed(report)
    assert words.count(NAME) == 2
    photo = report.visit.photos.get(pk=row).file.name if kind == "photo" else None
    path = f"/beheer/service/visit/{report.visit_id}/patient-data/do/"
    assert f"{kind}-{row}" in service.get(path).content.decode()
    service.post(path, {"what": f"{kind}-{row}"})
    assert not default_storage.exists(old)
    assert photo is None or not default_storage.exists(photo)

    post_is_delivered()
    words, pictures_left = printed(report)
    assert words.count(NAME) == (2 if kind == "photo" else 1)
    assert pictures_left == pictures - (kind == "photo")
    assert "omdat er patiëntgegevens" in words
    trace = PatientDataRemoval.objects.get()
    assert (trace.kind, trace.role, trace.about) == (kind, "staff", f"visit-{report.visit_id}")
    assert Breach.objects.to_report().count() == 1
    assert NAME not in f"{vars(trace)} {vars(trace.breach)}"


def test_the_practice_removes_a_note_and_the_page_says_that_it_was_there() -> None:
    report = a_report()
    practice = report.visit.practice
    note = ReportDevice.objects.get(report=report)
    page, path = f"/mijn/onderhoud/{report.visit_id}/", f"patientgegevens/note/{note.pk}/"
    reader = signed_in(a_member(practice, "reader"))
    assert "patientgegevens" not in reader.get(page).content.decode()
    assert reader.post(page + path).status_code == 403
    stranger = signed_in(a_member(a_practice(), "manager"))
    assert stranger.post(page + path).status_code == 404

    manager = signed_in(a_member(practice, "manager"))
    assert path in manager.get(page).content.decode()
    manager.post(page + path)
    note.refresh_from_db()
    assert note.note == ""
    shown = manager.get(page).content.decode()
    assert "omdat er patiëntgegevens" in shown
    assert path not in shown
    assert PatientDataRemoval.objects.get().role == "practice"


def test_a_report_still_cannot_be_changed_otherwise() -> None:
    report = a_report()
    patient_data.remove(report, "remarks", role="staff", by=STAFF)
    with pytest.raises(DatabaseError):
        ServiceReport.objects.filter(pk=report.pk).update(remarks="Anders")


def test_a_dossier_with_the_old_sheet_is_gone() -> None:
    report = a_report()
    dossier = dossiers.ask(report.visit.practice, None)
    dossiers.make(dossier.pk)
    dossier.refresh_from_db()
    assert shelf().exists(dossier.file.name)
    name = dossier.file.name
    patient_data.remove(report, "remarks", role="staff", by=STAFF)

    dossier.refresh_from_db()
    assert (dossier.state, dossier.secret) == (Dossier.State.EXPIRED, "")
    assert not shelf().exists(name)


def test_a_sheet_that_was_being_pressed_meanwhile_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    report = a_report()
    patient_data.remove(report, "note", dict(patient_data.removable(report))["note"], role="staff", by=STAFF)
    press = sheets.printed

    def slow(*args: object, **options: object) -> bytes:
        pdf = press(*args, **options)
        patient_data.remove(report, "remarks", role="staff", by=STAFF)
        return pdf

    monkeypatch.setattr(sheets, "printed", slow)
    with pytest.raises(Temporary):
        services.print_sheet(report.pk)
    assert not ReportSheet.objects.exists()


def test_the_desk_removes_from_a_question_and_the_file_is_gone(service: Client) -> None:
    case = a_case()
    attachment = CaseAttachment.objects.get()
    note = cases.note(case.pk, NAME, by=STAFF)
    file = attachment.file.name
    for what in (
        f"attachment-{attachment.pk}",
        f"message-{case.messages.get().pk}",
        f"note-{note.pk}",
        f"subject-{case.pk}",
    ):
        path = f"/beheer/service/case/{case.pk}/patient-data/do/"
        assert what in service.get(path).content.decode()
        assert service.post(path, {"what": what}).status_code == 302

    case.refresh_from_db()
    note.refresh_from_db()
    assert (case.about, case.messages.get().text, note.text) == ("", "", "")
    assert not default_storage.exists(file)
    assert (PatientDataRemoval.objects.count(), Breach.objects.count()) == (4, 1)
    shown = service.get(f"/beheer/service/case/{case.pk}/change/").content.decode()
    assert "omdat er patiëntgegevens" in shown
    assert "Pietersen" not in shown


def test_the_practice_removes_from_its_question_but_reaches_no_note_of_ours() -> None:
    case = a_case()
    note = cases.note(case.pk, NAME, by=STAFF)
    message = CaseMessage.objects.get()
    client = signed_in(a_member(case.practice, "manager"))
    page = f"/mijn/vragen/{case.number}/"
    assert f"patientgegevens/message/{message.pk}/" in client.get(page).content.decode()
    assert client.get(f"{page}patientgegevens/solution/").status_code == 404
    client.post(f"{page}patientgegevens/note/{note.pk}/")
    assert not PatientDataRemoval.objects.exists()

    for what, row in (("message", message.pk), ("attachment", CaseAttachment.objects.get().pk)):
        assert client.post(f"{page}patientgegevens/{what}/{row}/").status_code == 302
    message.refresh_from_db()
    assert (message.text, CaseAttachment.objects.count()) == ("", 0)
    assert "omdat er patiëntgegevens" in client.get(page).content.decode()
