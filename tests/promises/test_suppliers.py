"""A supplier that helps with a fault learns a name and a customer number, and the customer sees it."""

from dataclasses import fields

import pytest

from contracts.service.models import HandOver
from contracts.service.services import answering, handing_over
from contracts.service.services.handing_over import ForSupplier
from privacy.disclosure import NotOnTheList, disclose
from privacy.models import Disclosure
from privacy.vocabulary import SUPPLIER
from tests.accounts.people import dutch, post_is_delivered, signed_in
from tests.contracts.service.faulting import Scene, a_fault, a_repair_desk, a_scene
from tests.contracts.service.visiting import a_device
from tests.promises.desk import a_customer, a_role, both_parts

pytestmark = [pytest.mark.django_db, pytest.mark.promise("PV46")]


def a_scene_with_a_manager() -> Scene:
    """A practice whose manager looks at everything."""
    anna = a_customer()
    practice = anna.memberships.get().practice
    return Scene(practice, anna, a_device(practice, serial="SN-778899"))


@pytest.mark.parametrize("with_serial", [True, False])
def test_the_letter_holds_a_name_a_number_and_a_serial_number_only_when_asked(with_serial: bool) -> None:
    scene = a_scene_with_a_manager()
    fault = a_fault(scene)
    answering.write_to_us(fault.pk, "Bel mij op 06 12345678", by=scene.person)
    desk = a_repair_desk()
    for _ in range(2):
        handing_over.hand_over(fault.pk, desk.pk, with_serial=with_serial)
    post_is_delivered()
    (letter,) = [one for one in post_is_delivered() if one.to == [desk.email]]

    practice = scene.practice
    for part in (letter.subject, *both_parts(letter)):
        for secret in (fault.description, fault.number, "12345678", scene.user.email, practice.billing_email):
            assert str(secret) not in part
        assert scene.user.last_name not in part
        assert (scene.device.serial in part) <= with_serial
    text, _html = both_parts(letter)
    assert (practice.name in text, practice.number in text) == (True, True)
    assert letter.attachments == []
    (told,) = Disclosure.objects.filter(recipient="supplier")
    expected = ["customer_number", "practice", *(["serial_number"] if with_serial else [])]
    assert (told.subject, told.fields) == (practice.subject.uuid, expected)


def test_there_is_no_room_for_anything_else() -> None:
    room = {one.name for one in fields(ForSupplier)}
    assert room == {"practice", "customer_number", "serial_number"}
    assert room <= SUPPLIER.gets
    with pytest.raises(NotOnTheList):
        disclose(SUPPLIER, {"email": "x"}, lambda: None, subject=None, occasion="fault 1")


def test_the_customer_sees_it_with_whom_it_was_shared_and_on_the_fault() -> None:
    scene = a_scene_with_a_manager()
    fault = a_fault(scene)
    handing_over.hand_over(fault.pk, a_repair_desk().pk, with_serial=True)
    post_is_delivered()
    client = signed_in(scene.user)
    shared = client.get("/mijn/privacy/gedeeld/").content.decode()
    page = client.get(f"/mijn/storingen/{fault.number}/").content.decode()

    assert dutch("Supplier of the product") in shared
    assert dutch("serial number") in shared
    assert "Melag Nederland" in page


def test_a_customer_who_is_restricted_is_told_to_nobody() -> None:
    scene = a_scene()
    asked = handing_over.hand_over(a_fault(scene).pk, a_repair_desk().pk, with_serial=False)
    scene.practice.subject.state = "restricted"
    scene.practice.subject.save()
    post_is_delivered()

    asked.refresh_from_db()
    assert asked.sent_at is None
    assert not Disclosure.objects.filter(recipient="supplier").exists()


def test_the_desk_hands_over_on_a_page_of_its_own() -> None:
    fault = a_fault(a_scene())
    desk = a_repair_desk()
    client = signed_in(a_role("service", "dienst@d4d.example"), second_factor=True)
    path = f"/beheer/service/fault/{fault.pk}/supplier/do/"
    assert client.get(path).status_code == 200
    client.post(path, {"desk": desk.pk, "with_serial": "on"})

    assert HandOver.objects.get().with_serial
