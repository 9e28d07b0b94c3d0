"""A practice reports and follows its faults on pages that work without a script and forget nothing."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import Membership
from contracts.service.models import Decontamination, Fault, FaultPhoto
from contracts.service.services import answering, quoting, reporting
from d4d.foundation import clock
from shop.catalogue import memory
from tests.accounts.people import dutch, post_is_delivered, signed_in
from tests.contracts.service.faulting import (
    HOUR,
    STAFF,
    Scene,
    a_fault,
    a_picture,
    a_scene,
    in_repair,
    to_send_in,
)
from tests.contracts.service.visiting import a_device
from tests.shop.builders import a_member, the_tariffs

pytestmark = pytest.mark.django_db
REPORT = "/mijn/storingen/melden/"
SVG = SimpleUploadedFile("kwaad.svg", b"<svg><script>alert(1)</script></svg>", "image/svg+xml")
TOLD = {"problem": "leak", "description": "Lekt aan de voorkant."}


def begun(client: Client, scene: Scene) -> Fault:
    """The first step is taken."""
    client.post(REPORT, {"device": scene.device.pk})
    return Fault.objects.get(state="draft")


def test_four_steps_lead_to_a_report_with_its_promise() -> None:
    scene = a_scene()
    client = signed_in(scene.user)
    draft = begun(client, scene)
    steps = f"{REPORT}{draft.pk}/"
    client.post(f"{steps}klacht/", TOLD)
    client.post(f"{steps}urgentie/", {"urgency": "limited", "photos": [a_picture(), a_picture("b.jpg")]})
    look = client.get(f"{steps}controleren/").content.decode()
    response = client.post(f"{steps}controleren/")
    again = client.post(f"{steps}controleren/")

    fault = Fault.objects.get()
    assert TOLD["description"] in look
    assert "16 werkuren" in look
    assert (fault.state, fault.urgency, fault.photos.count()) == ("reported", "limited", 2)
    assert response["Location"] == again["Location"] == f"/mijn/storingen/{fault.number}/"
    assert len([one for one in post_is_delivered() if str(fault.number) in one.subject]) == 1


def test_a_page_of_a_draft_that_was_sent_meanwhile_leads_to_the_fault() -> None:
    scene = a_scene()
    client = signed_in(scene.user)
    draft = begun(client, scene)
    reporting.write(draft.pk, **TOLD, urgency="can_wait")

    looked: list[str] = []

    def another_page(execute: Any, sql: str, *rest: Any) -> Any:
        found = execute(sql, *rest)
        if not looked and 'JOIN "devices_devicekind"' in sql:
            looked.append(sql)
            reporting.send(draft.pk, by=scene.person)
        return found

    with connection.execute_wrapper(another_page):
        response = client.post(f"{REPORT}{draft.pk}/klacht/", TOLD)
    assert response["Location"] == f"/mijn/storingen/{Fault.objects.get().number}/"


def test_who_goes_back_finds_what_was_typed() -> None:
    scene = a_scene()
    client = signed_in(scene.user)
    steps = f"{REPORT}{begun(client, scene).pk}/"
    back = client.post(f"{steps}klacht/", {"description": "Nog niet af", "back": "1"})
    client.post(f"{steps}klacht/", TOLD)
    client.post(f"{steps}urgentie/", {"urgency": "can_wait", "photos": [a_picture()], "back": "1"})

    draft = Fault.objects.get()
    assert back["Location"] == REPORT
    assert (draft.description, draft.urgency, draft.photos.count()) == (TOLD["description"], "can_wait", 1)
    assert (
        'value="can_wait" required id="id_urgency_2" checked'
        in client.get(f"{steps}urgentie/").content.decode()
    )
    assert "Lekt aan de voorkant." in client.get(f"{steps}klacht/").content.decode()


def test_going_back_with_nonsense_keeps_no_nonsense() -> None:
    scene = a_scene()
    client = signed_in(scene.user)
    draft = begun(client, scene)
    client.post(f"{REPORT}{draft.pk}/klacht/", {"problem": "x" * 90, "description": "y" * 3000, "back": "1"})

    draft.refresh_from_db()
    assert (draft.problem, len(draft.description)) == ("", 2000)


def test_a_drawing_with_a_script_is_refused_and_the_answer_stays() -> None:
    scene = a_scene()
    client = signed_in(scene.user)
    draft = begun(client, scene)
    page = client.post(
        f"{REPORT}{draft.pk}/urgentie/", {"urgency": "can_wait", "photos": [SVG]}
    ).content.decode()

    assert "kwaad.svg" in page
    assert 'value="can_wait" required' in page.replace(" checked", "")
    assert FaultPhoto.objects.count() == 0


def test_the_sticker_leads_to_a_form_with_the_device_chosen() -> None:
    scene = a_scene()
    a_device(scene.practice)
    page = signed_in(scene.user).get(f"{REPORT}?apparaat={scene.device.pk}").content.decode()

    assert page.count(" checked") == 1
    assert f'value="{scene.device.pk}" required id="id_device_0" checked' in page.replace(
        'id="id_device_1" checked', 'id="id_device_0" checked'
    )


def test_a_second_report_of_a_device_is_asked_about_and_then_taken() -> None:
    scene = a_scene()
    first = a_fault(scene)
    client = signed_in(scene.user)
    page = client.post(REPORT, {"device": scene.device.pk}).content.decode()
    assert str(first.number) in page
    assert Fault.objects.count() == 1

    assert client.post(REPORT, {"device": scene.device.pk, "is_second": "on"}).status_code == 302
    assert Fault.objects.get(state="draft").is_second


def test_devices_and_faults_of_others_are_nobodys_business() -> None:
    ours, theirs = a_scene(), a_scene()
    fault = a_fault(theirs)
    draft = reporting.begin(a_device(theirs.practice), by=theirs.person)
    photo = FaultPhoto.objects.create(fault=fault, file=a_picture())
    colleague = a_member(theirs.practice)
    client = signed_in(ours.user)

    page = client.post(REPORT, {"device": theirs.device.pk})
    assert (page.status_code, Fault.objects.filter(practice=ours.practice).exists()) == (200, False)
    for path in (f"{fault.number}/", f"foto/{photo.pk}/", f"melden/{draft.pk}/klacht/", "S2026-99999/"):
        assert client.get(f"/mijn/storingen/{path}").status_code == 404
    assert signed_in(colleague).get(f"/mijn/storingen/melden/{draft.pk}/klacht/").status_code == 404
    assert signed_in(colleague).get(f"/mijn/storingen/{fault.number}/").status_code == 200


def test_a_photo_is_shown_as_it_was_drawn_anew_and_kept_by_nobody_on_the_way() -> None:
    scene = a_scene()
    fault = a_fault(scene)
    photo = FaultPhoto.objects.create(fault=fault, file=a_picture())
    response = signed_in(scene.user).get(f"/mijn/storingen/foto/{photo.pk}/")

    assert (response["Content-Type"], response["Cache-Control"]) == ("image/jpeg", "private, no-store")
    assert response.content[:3] == b"\xff\xd8\xff"


def test_the_page_says_what_comes_next_and_takes_a_message() -> None:
    scene = a_scene()
    fault = a_fault(scene)
    answering.write_to_practice(fault.pk, "Welke melding ziet u?", by=STAFF, asks=True)
    answering.note(fault.pk, "Lastige klant", by=STAFF)
    client = signed_in(scene.user)
    asked = client.get(f"/mijn/storingen/{fault.number}/").content.decode()
    client.post(f"/mijn/storingen/{fault.number}/", {"text": "Melding E12"})
    answered = client.get(f"/mijn/storingen/{fault.number}/").content.decode()

    question = dutch("We asked you something. Please answer below; until then the clock stands still.")
    assert (question in asked, question in answered) == (True, False)
    assert "Melding E12" in answered
    assert "Lastige klant" not in answered


def test_a_quote_is_approved_online_with_name_and_moment() -> None:
    memory.forget()
    the_tariffs()
    scene = a_scene()
    fault = in_repair(scene)
    quoting.add_line(fault.pk, HOUR)
    quote = quoting.send_quote(fault.pk, by=STAFF)
    post_is_delivered()
    client = signed_in(scene.user)
    path = f"/mijn/storingen/{fault.number}/offerte/{quote.pk}/"
    shown = client.get(path).content.decode()
    client.post(path, {"answer": "yes"})
    client.post(path, {"answer": "no"})

    quote.refresh_from_db()
    fault.refresh_from_db()
    assert "€\u00a0142,50" in shown
    assert (quote.state, quote.decided_name, fault.state) == ("approved", scene.user.full_name(), "approved")
    paper = client.get(f"/mijn/storingen/{fault.number}/offerte/{quote.pk}.pdf")
    assert (paper.content[:5], paper["Content-Type"]) == (b"%PDF-", "application/pdf")


def test_the_declaration_is_signed_by_a_typed_name_and_printed() -> None:
    scene = a_scene()
    fault = to_send_in(scene)
    client = signed_in(scene.user)
    path = f"/mijn/storingen/{fault.number}/schoon/"
    answers = {"treatment": "disinfected", "method": "Alcohol 70 %", "done_on": clock.today().isoformat()}
    assert client.post(path, answers | {"by_name": " "}).status_code == 200
    assert client.post(path, answers | {"by_name": "Noor", "done_on": "2999-01-01"}).status_code == 200
    assert Decontamination.objects.count() == 0

    client.post(path, answers | {"by_name": "Noor Jansen"})
    post_is_delivered()
    paper = client.get(f"/mijn/storingen/{fault.number}/verklaring.pdf")
    assert (Decontamination.objects.get().by_name, paper.content[:5]) == ("Noor Jansen", b"%PDF-")


def test_a_reader_looks_and_acts_on_nothing() -> None:
    scene = a_scene()
    fault = a_fault(scene)
    reader = signed_in(a_member(scene.practice, Membership.Role.READER))

    assert reader.get(f"/mijn/storingen/{fault.number}/").status_code == 200
    assert reader.post(f"/mijn/storingen/{fault.number}/", {"text": "x"}).status_code == 404
    for path in ("melden/", f"{fault.number}/annuleren/", f"{fault.number}/schoon/"):
        assert reader.post(f"/mijn/storingen/{path}").status_code == 403
    fault.refresh_from_db()
    assert (fault.state, fault.messages.count()) == ("reported", 0)


def test_the_page_asks_the_database_as_much_after_a_long_story() -> None:
    scene = a_scene()
    fault = a_fault(scene)
    client = signed_in(scene.user)

    def questions() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(f"/mijn/storingen/{fault.number}/")
        return len(asked)

    def goes_on(times: int) -> None:
        for number in range(times):
            answering.write_to_us(fault.pk, f"Bericht {number}", by=scene.person)
            FaultPhoto.objects.create(fault=fault, file=a_picture())

    goes_on(1)
    questions()  # the first visit also writes down that the browser is known
    before = questions()
    goes_on(20)
    assert questions() == before <= 20
