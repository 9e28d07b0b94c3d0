"""Data of a patient goes at once, leaves a trace that says nothing, and somebody looks into it."""

from typing import Any

import pytest
from django.core.files.storage import default_storage

from contracts.service.models import Fault, FaultMessage, FaultPhoto, PatientDataRemoval
from contracts.service.services import answering, patient_data
from privacy import breaches
from privacy.models import Breach
from tests.accounts.people import signed_in
from tests.contracts.service.faulting import STAFF, a_fault, a_picture, a_scene
from tests.shop.builders import a_member

pytestmark = pytest.mark.django_db


def test_the_practice_removes_a_photo_and_a_breach_is_opened() -> None:
    scene = a_scene()
    fault = a_fault(scene)
    photo = FaultPhoto.objects.create(fault=fault, file=a_picture())
    path = f"/mijn/storingen/{fault.number}/patientgegevens/photo/{photo.pk}/"
    client = signed_in(scene.user)
    assert client.get(path).status_code == 200
    assert default_storage.exists(photo.file.name)
    client.post(path)
    client.post(path)

    trace = PatientDataRemoval.objects.get()
    assert not default_storage.exists(photo.file.name)
    assert fault.photos.count() == 0
    assert (trace.kind, trace.role, trace.actor, trace.about) == (
        "photo",
        "practice",
        scene.person,
        fault.number,
    )
    assert (trace.breach.state, Breach.objects.to_report().count()) == ("open", 1)


@pytest.mark.parametrize("kind", ["description", "message", "solution"])
def test_words_become_no_words(kind: str) -> None:
    scene = a_scene()
    fault = a_fault(scene)
    note = answering.write_to_us(fault.pk, "Mevrouw Pietersen, 12-3-1961", by=scene.person)
    Fault.objects.update(description="Mevrouw Pietersen", solution="Mevrouw Pietersen")
    message = note.pk if kind == "message" else None
    assert patient_data.remove(fault, kind, message, role="staff", by=STAFF)
    assert not patient_data.remove(fault, kind, message, role="staff", by=STAFF)

    fault.refresh_from_db()
    note.refresh_from_db()
    left = {"description": fault.description, "message": note.text, "solution": fault.solution}
    assert left.pop(kind) == ""
    assert all("Pietersen" in text for text in left.values())
    assert PatientDataRemoval.objects.get().role == "staff"


def test_a_practice_reaches_no_note_of_the_desk_and_a_reader_nothing() -> None:
    scene = a_scene()
    fault = a_fault(scene)
    note = FaultMessage.objects.create(fault=fault, kind=FaultMessage.Kind.NOTE, text="Bel de leverancier")
    path = f"/mijn/storingen/{fault.number}/patientgegevens"
    reader = signed_in(a_member(scene.practice, "reader"))
    assert reader.post(f"{path}/description/").status_code == 403
    assert "patientgegevens" not in reader.get(f"/mijn/storingen/{fault.number}/").content.decode()
    signed_in(scene.user).post(f"{path}/message/{note.pk}/")
    assert not PatientDataRemoval.objects.exists()
    assert patient_data.remove(fault, "message", note.pk, role="staff", by=STAFF)


def test_more_of_the_same_fault_is_one_breach_until_that_is_closed() -> None:
    fault = a_fault(a_scene())
    first, second, third = (FaultPhoto.objects.create(fault=fault, file=a_picture()) for _ in range(3))
    about: dict[str, Any] = {"role": "staff", "by": STAFF}
    patient_data.remove(fault, "photo", first.pk, **about)
    patient_data.remove(fault, "photo", second.pk, **about)
    assert Breach.objects.count() == 1

    breach = Breach.objects.get()
    breaches.leave_unreported(breach.pk, "Geen risico", by=STAFF)
    breaches.close(breach.pk, by=STAFF)
    patient_data.remove(fault, "photo", third.pk, **about)
    assert Breach.objects.count() == 2


def test_nothing_of_another_fault_is_removed() -> None:
    ours, theirs = a_scene(), a_scene()
    fault, other = a_fault(ours), a_fault(theirs)
    photo = FaultPhoto.objects.create(fault=other, file=a_picture())
    note = answering.write_to_us(other.pk, "Tekst", by=theirs.person)
    about: dict[str, Any] = {"role": "practice", "by": ours.person}

    assert not patient_data.remove(fault, "photo", photo.pk, **about)
    assert not patient_data.remove(fault, "message", note.pk, **about)
    assert default_storage.exists(photo.file.name)
    assert Breach.objects.count() == 0
