"""A practice writes down its devices, puts them right and takes them out of use."""

import pytest
from django.test import Client

from accounts.models import Membership
from contracts.devices import services
from contracts.devices.models import Device, DeviceChange
from tests.contracts.devices.builders import a_device, a_kind, a_visitor, answers
from tests.shop.builders import a_practice, an_article

pytestmark = pytest.mark.django_db
NEW = "/mijn/apparaten/nieuw/"


def test_a_device_is_added_and_told() -> None:
    user, client = a_visitor()
    answer = client.post(NEW, answers(room="Kamer 2", colour="petrol", connection="ISO 3964"))
    device = Device.objects.get()
    assert answer.url == f"/mijn/apparaten/{device.pk}/"
    assert (device.brand, device.model, device.serial, device.room) == (
        "Steralis",
        "B17",
        "SN-900",
        "Kamer 2",
    )
    assert (device.colour, device.connection, device.is_ours) == ("petrol", "ISO 3964", False)
    step = device.changes.get()
    assert (step.kind, step.fields, step.actor) == ("added", [], user.subject.uuid)
    assert len(device.token) >= 20


@pytest.mark.parametrize("brand", ["Steralis", "STERALIS"])
def test_a_serial_number_that_is_known_anywhere_asks_whether_it_is_another_device(brand: str) -> None:
    elsewhere = a_practice(name="Praktijk Geheim")
    a_device(elsewhere, serial="SN-900")
    _user, client = a_visitor()
    refused = client.post(NEW, answers(brand=brand))
    assert refused.status_code == 422
    page = refused.content.decode()
    assert 'name="is_sure"' in page
    assert "Praktijk Geheim" not in page
    assert elsewhere.number not in page
    assert Device.objects.count() == 1
    assert client.post(NEW, answers(brand=brand, is_sure="on")).status_code == 302
    assert Device.objects.count() == 2


def test_the_same_serial_number_of_another_brand_is_no_doubt() -> None:
    a_device(a_practice(), serial="SN-900", brand="Lumyra")
    assert a_visitor()[1].post(NEW, answers()).status_code == 302


def test_devices_without_a_serial_number_are_not_compared() -> None:
    _user, client = a_visitor()
    for _again in range(2):
        assert client.post(NEW, answers(serial="")).status_code == 302
    assert Device.objects.filter(serial="").count() == 2


def test_a_change_keeps_which_columns_changed_and_not_into_what() -> None:
    practice = a_practice()
    user, client = a_visitor(practice)
    device = a_device(practice, serial="SN-1", room="Kamer 1")
    page = f"/mijn/apparaten/{device.pk}/wijzigen/"
    assert client.post(page, answers(serial="SN-1", room="Kelder", colour="wit")).status_code == 302
    device.refresh_from_db()
    assert (device.room, device.colour) == ("Kelder", "wit")
    step = device.changes.get(kind="changed")
    assert (sorted(step.fields), step.actor) == (["colour", "room"], user.subject.uuid)
    assert "Kelder" not in str(DeviceChange.objects.values())
    client.post(page, answers(serial="SN-1", room="Kelder", colour="wit"))
    assert device.changes.filter(kind="changed").count() == 1


def test_what_we_delivered_keeps_its_numbers() -> None:
    practice, article = a_practice(), an_article()
    device = a_device(practice, serial="SN-1", variant_id=article.pk, product_id=article.product_id)
    _user, client = a_visitor(practice)
    sent = answers(serial="SN-EIGEN", brand="Anders", warranty_until="2040-01-01", room="Kamer 3")
    assert client.post(f"/mijn/apparaten/{device.pk}/wijzigen/", sent).status_code == 302
    device.refresh_from_db()
    assert (device.serial, device.brand, device.warranty_until) == ("SN-1", "Steralis", None)
    assert (device.room, device.product_id) == ("Kamer 3", article.product_id)


def test_a_device_goes_out_of_use_and_comes_back() -> None:
    practice = a_practice()
    _user, client = a_visitor(practice)
    device = a_device(practice)
    for _again in range(2):
        client.post(f"/mijn/apparaten/{device.pk}/buiten-gebruik/")
    device.refresh_from_db()
    assert device.state == Device.State.RETIRED
    assert device.retired_on is not None
    assert device.changes.filter(kind="retired").count() == 1
    client.post(f"/mijn/apparaten/{device.pk}/in-gebruik/")
    device.refresh_from_db()
    assert (device.state, device.retired_on) == (Device.State.IN_USE, None)


def test_the_list_is_narrowed_down_by_kind_room_state_and_words() -> None:
    practice = a_practice()
    _user, client = a_visitor(practice)
    a_device(practice, model="Eén", room="Kamer 1", serial="AA-11")
    a_device(practice, model="Twee", room="Kamer 2", kind=a_kind("scaler"))
    gone = a_device(practice, model="Drie")
    services.retire(gone.pk, None)
    a_device(a_practice(), model="Vreemd")

    def shown(query: str) -> set[str]:
        page = client.get(f"/mijn/apparaten/?{query}").content.decode()
        return {name for name in ("Eén", "Twee", "Drie", "Vreemd") if f"Steralis {name}</a>" in page}

    assert shown("") == {"Eén", "Twee"}
    assert shown("staat=retired") == {"Drie"}
    assert shown("staat=alle") == {"Eén", "Twee", "Drie"}
    assert shown("kamer=Kamer+2") == {"Twee"}
    assert shown(f"soort={a_kind('scaler').pk}") == {"Twee"}
    assert shown("q=aa-1") == {"Eén"}
    assert shown("soort=onzin") == {"Eén", "Twee"}


def test_a_reader_looks_and_writes_nothing() -> None:
    practice = a_practice()
    device = a_device(practice)
    _user, client = a_visitor(practice, Membership.Role.READER)
    assert client.get("/mijn/apparaten/").status_code == 200
    assert client.get(NEW).status_code == 403
    assert client.post(f"/mijn/apparaten/{device.pk}/buiten-gebruik/").status_code == 403
    device.refresh_from_db()
    assert device.state == Device.State.IN_USE


def test_who_is_not_signed_in_sees_nothing() -> None:
    assert Client().get("/mijn/apparaten/").status_code == 302


def test_devices_move_to_another_practice_with_their_history() -> None:
    seller, buyer = a_practice(), a_practice()
    device = a_device(seller, room="Kamer 1")
    day = device.changes.get().on
    assert services.take_over([device.pk], buyer.pk, day, None) == [device]
    assert services.take_over([device.pk], buyer.pk, day, None) == []
    device.refresh_from_db()
    assert (device.practice, device.room) == (buyer, "")
    assert list(device.changes.order_by("pk").values_list("kind", flat=True)) == ["added", "taken_over"]
    services.take_over([device.pk], seller.pk, day, None)
    services.take_over([device.pk], buyer.pk, day, None)
    assert device.changes.count() == 4


def test_of_two_entries_of_one_device_one_stays_with_everything_of_both() -> None:
    practice = a_practice()
    stays = a_device(practice, serial="SN-1", room="")
    goes = a_device(practice, serial="SN-2", room="Kelder", colour="wit")
    services.merge(stays.pk, goes.pk, None)
    stays.refresh_from_db()
    assert not Device.objects.filter(pk=goes.pk).exists()
    assert (stays.serial, stays.room, stays.colour) == ("SN-1", "Kelder", "wit")
    assert sorted(stays.changes.values_list("kind", flat=True)) == ["added", "added", "merged"]


def test_entries_of_two_practices_are_not_joined() -> None:
    one, other = a_device(a_practice()), a_device(a_practice())
    with pytest.raises(services.CannotBeMerged):
        services.merge(one.pk, other.pk, None)
    assert Device.objects.count() == 2
