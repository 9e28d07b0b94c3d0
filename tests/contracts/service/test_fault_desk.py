"""The desk sees what was promised first, and does everything with a fault from one page."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from contracts.service.models import Fault, FaultPhoto, Loan, PatientDataRemoval, ReturnLabel
from contracts.service.services import sending_in
from d4d import desk
from d4d.foundation import clock
from privacy import ties
from shop.catalogue import memory
from shop.invoicing.models import Invoice
from tests.accounts.people import signed_in
from tests.contracts.service.faulting import (
    CLEAN,
    DEAD,
    a_fault,
    a_loan_device,
    a_picture,
    a_scene,
    in_repair,
    to_send_in,
)
from tests.contracts.service.visiting import a_device
from tests.promises.desk import a_role
from tests.shop.builders import the_tariffs

pytestmark = pytest.mark.django_db


@pytest.fixture
def service() -> Client:
    """Somebody of the service desk."""
    memory.forget()
    the_tariffs()
    return signed_in(a_role("service", "dienst@d4d.example"), second_factor=True)


def do(client: Client, fault: Fault, act: str, **answers: Any) -> Fault:
    """One act on the page of a fault."""
    response = client.post(f"/beheer/service/fault/{fault.pk}/{act}/do/", answers)
    assert response.status_code == 302, response.content.decode()
    fault.refresh_from_db()
    return fault


def a_label(content: bytes) -> SimpleUploadedFile:
    """What a courier's portal hands out."""
    return SimpleUploadedFile("label.pdf", content)


def waiting() -> dict[str, int]:
    """How much waits in the queues of the desk."""
    return {queue.query: queue.waiting().count() for queue in desk.QUEUES if "service" in queue.page}


def test_a_repair_from_the_first_look_to_the_invoice(service: Client) -> None:
    scene = a_scene()
    fault = a_fault(scene)
    do(service, fault, "take")
    do(service, fault, "assess", approach="on_site")
    do(service, fault, "begin")
    line = {"kind": "labour", "vat_class": "high", "quantity": "1,5", "price": "95,00"}
    do(service, fault, "line", description="Arbeid", **line)
    do(service, fault, "line", description="Vergissing", **line)
    do(service, fault, "line-off", line=fault.lines.latest("pk").pk)
    assert do(service, fault, "quote").state == "quoted"
    quote = fault.quotes.get()
    signed_in(scene.user).post(f"/mijn/storingen/{fault.number}/offerte/{quote.pk}/", {"answer": "yes"})
    do(service, fault, "finish", solution="Rubber vervangen")
    do(service, fault, "close")

    assert (fault.state, Invoice.objects.get().total_cents) == ("closed", 17_243)
    page = service.get(f"/beheer/service/fault/{fault.pk}/change/").content.decode()
    for word in (fault.number, "Rubber vervangen", "Arbeid", quote.number, scene.user.full_name()):
        assert str(word) in page


def test_only_what_is_possible_now_is_offered(service: Client) -> None:
    fault = a_fault(a_scene())
    page = service.get(f"/beheer/service/fault/{fault.pk}/change/").content.decode()

    assert "/assess/do/" in page
    for act in ("begin", "finish", "label", "close", "quote"):
        assert f"/{act}/do/" not in page
        assert service.post(f"/beheer/service/fault/{fault.pk}/{act}/do/").status_code == 404


def test_the_label_waits_for_the_declaration_and_is_a_pdf(service: Client) -> None:
    scene = a_scene()
    fault = to_send_in(scene)
    path = f"/beheer/service/fault/{fault.pk}/label/do/"
    early = service.post(path, {"courier": "postnl", "file": a_label(b"%PDF-1.7")})
    assert (early.status_code, ReturnLabel.objects.count()) == (200, 0)
    assert waiting()["clock=label"] == 0

    sending_in.declare_clean(fault.pk, CLEAN, by=scene.person)
    assert waiting()["clock=label"] == 1
    assert str(fault.number) in service.get("/beheer/service/fault/?clock=label").content.decode()
    for wrong in (a_label(b"<script>"), ""):
        assert service.post(path, {"courier": "postnl", "file": wrong}).status_code == 200
    assert service.post(path, {"courier": "manual", "file": a_label(b"%PDF-1.7")}).status_code == 200
    do(service, fault, "label", courier="postnl", file=a_label(b"%PDF-1.7"))
    assert (fault.state, waiting()["clock=label"]) == ("awaiting_device", 0)
    paper = signed_in(scene.user).get(f"/mijn/storingen/{fault.number}/etiket.pdf")
    assert paper.content == b"%PDF-1.7"


def test_another_label_takes_the_place_of_the_first_and_the_desk_reads_it(
    service: Client, django_capture_on_commit_callbacks: Any
) -> None:
    scene = a_scene()
    fault = to_send_in(scene)
    sending_in.declare_clean(fault.pk, CLEAN, by=scene.person)
    do(service, fault, "label", courier="postnl", tracking_number="3SWRONG", file=a_label(b"%PDF-1.6"))
    wrong = ReturnLabel.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        do(service, fault, "label", courier="dhl", tracking_number="JVGL7", file=a_label(b"%PDF-1.7"))

    label = ReturnLabel.objects.get()
    assert (label.courier, wrong.file.storage.exists(wrong.file.name)) == ("dhl", False)
    page = service.get(f"/beheer/service/fault/{fault.pk}/change/").content.decode()
    assert "JVGL7" in page
    assert "3SWRONG" not in page
    paper = service.get(f"/beheer/service/fault/{fault.pk}/etiket/{label.pk}.pdf")
    assert paper.getvalue() == b"%PDF-1.7"


def test_queues_count_what_is_late_and_what_is_lent_too_long(service: Client) -> None:
    late, scene = a_fault(a_scene()), a_scene()
    fault = in_repair(scene)
    do(service, fault, "lend", device=a_loan_device(kind=scene.device.kind).pk)
    assert waiting()["clock=overdue"] == waiting()["loan=overdue"] == 0

    with time_machine.travel(clock.now() + timedelta(days=30)):
        assert (waiting()["clock=overdue"], waiting()["loan=overdue"]) == (1, 1)
        listed = signed_in(a_role("service", "tweede@d4d.example"), second_factor=True).get(
            "/beheer/service/fault/?clock=overdue"
        )
        assert str(late.number) in listed.content.decode()
        assert str(fault.number) not in listed.content.decode()
    do(service, fault, "loan-back")
    assert Loan.objects.out().count() == 0


def test_several_are_taken_on_at_once(service: Client) -> None:
    faults = [a_fault(a_scene()) for _ in range(3)]
    service.post(
        "/beheer/service/fault/", {"action": "take_on", "_selected_action": [one.pk for one in faults]}
    )

    assert Fault.objects.filter(owner=None).count() == 0
    assert str(faults[0].number) in service.get("/beheer/service/fault/?clock=mine").content.decode()


def test_what_is_told_by_telephone_is_written_down_for_that_practice(service: Client) -> None:
    scene, other = a_scene(), a_scene()
    a_device(scene.practice, brand="AAA")  # stands before the other in the list
    path = f"/beheer/service/fault/add/?klant={scene.practice.number}"
    answers = {"problem": DEAD.problem, "description": DEAD.description, "urgency": DEAD.urgency}
    assert service.get("/beheer/service/fault/add/?klant=999").status_code == 200
    assert service.post(path, answers | {"device": other.device.pk}).status_code == 200
    assert Fault.objects.count() == 0

    assert service.post(path, answers | {"device": scene.device.pk}).status_code == 302
    fault = Fault.objects.get()
    assert (fault.device, fault.origin, fault.state) == (scene.device, "phone", "reported")


def test_the_desk_removes_a_photo_with_a_patient_on_it(service: Client) -> None:
    fault = a_fault(a_scene())
    photo = FaultPhoto.objects.create(fault=fault, file=a_picture())
    shown = service.get(f"/beheer/service/fault/foto/{photo.pk}/")
    assert shown["Content-Type"] == "image/jpeg"
    do(service, fault, "patient-data", what=f"photo-{photo.pk}")

    assert (fault.photos.count(), PatientDataRemoval.objects.get().role) == (0, "staff")
    assert service.get(f"/beheer/service/fault/foto/{photo.pk}/").status_code == 404


def test_sales_has_no_business_here() -> None:
    fault = a_fault(a_scene())
    sales = signed_in(a_role("warehouse", "magazijn@d4d.example"), second_factor=True)

    assert sales.get("/beheer/service/fault/").status_code == 403
    assert sales.post(f"/beheer/service/fault/{fault.pk}/take/do/").status_code == 403


def test_open_faults_are_named_when_a_practice_leaves_and_what_is_here_must_go_first(service: Client) -> None:
    scene = a_scene()
    fault = to_send_in(scene)
    (tie,) = [one for one in ties.of(scene.practice.subject.uuid) if str(fault.number) in str(one.text)]
    assert tie.blocks is False

    sending_in.declare_clean(fault.pk, CLEAN, by=scene.person)
    sending_in.give_label(fault.pk, "manual", "", b"", by=scene.person)
    do(service, fault, "begin")
    do(service, fault, "lend", device=a_loan_device(kind=scene.device.kind).pk)
    found = [one for one in ties.of(scene.practice.subject.uuid) if one.blocks]
    assert len(found) == 2
    assert [one.blocks for one in ties.of(scene.person) if str(fault.number) in str(one.text)] == [False]
