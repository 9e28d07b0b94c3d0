"""A practice registers."""

from typing import Any

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.test import Client

from accounts.models import Address, Membership, Practice, User
from d4d.foundation.models import Delivery, StateChange
from privacy.models import DataSubject, NoticeShown
from tests.accounts.people import (
    ADDRESS,
    ANSWERS,
    COMPANY,
    PASSWORD,
    a_practice,
    dutch,
    link_in,
    post_is_delivered,
)
from tests.shop.builders import a_colleague_of_the_house

pytestmark = pytest.mark.django_db
URL = "/registreren/"
WHY_A_PHONE = "So that we can reach you when something is wrong with an order. Couriers do not get it."


def send(client: Client, **changes: Any) -> Any:
    return client.post(URL, {**ANSWERS, **changes})


def errors(response: Any) -> dict[str, list[str]]:
    return response.context["form"].errors


def test_three_pages_make_a_pending_practice_with_its_manager(client: Client) -> None:
    assert client.post(URL, {**COMPANY, "step": "0"}).context["step"] == 1
    assert client.post(URL, {**COMPANY, **ADDRESS, "step": "1"}).context["step"] == 2
    response = send(client)
    assert response.status_code == 302
    assert response["Location"] == "/account/e-mailadres/bevestigen/"

    practice = Practice.objects.get()
    assert practice.number == "100001"
    assert practice.state == "pending"
    assert (practice.name, practice.kind, practice.kvk_number) == ("Mondzorg De Linde", "dentist", "12345678")
    assert practice.phone == "+31735551234"
    assert practice.billing_email == "facturen@linde.example"
    user = User.objects.get()
    assert (user.email, user.salutation, user.full_name()) == ("anna@linde.example", "madam", "Anna de Vries")
    assert user.username is None
    assert user.language == "nl"
    assert Membership.objects.get().role == "manager"
    address = Address.objects.get()
    assert (address.street_line(), address.postcode, address.city) == (
        "Lindelaan 12 a",
        "5242 HT",
        "Rosmalen",
    )
    assert address.is_delivery_default
    assert address.is_billing
    assert practice.subject != user.subject


def test_registration_writes_down_state_and_notice(client: Client) -> None:
    send(client)
    assert StateChange.objects.get(kind="accounts.Practice").went_to == "pending"
    shown = NoticeShown.objects.get()
    assert (shown.subject, shown.version, shown.place) == (
        User.objects.get().subject.uuid,
        "2026-11",
        "registration",
    )


def test_another_invoice_address_is_kept_apart(client: Client) -> None:
    other = {
        "street": "Kade",
        "house_number": "1",
        "postcode": "3011 aa",
        "city": "Rotterdam",
        "country": "NL",
    }
    send(client, invoice_elsewhere="on", **{f"invoice_{name}": value for name, value in other.items()})
    billing = Address.objects.get(is_billing=True)
    assert (billing.street_line(), billing.postcode, billing.is_delivery_default) == (
        "Kade 1",
        "3011 AA",
        False,
    )
    assert Address.objects.get(is_delivery_default=True).street == "Lindelaan"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": ""}, "name"),
        ({"kind": "baker"}, "kind"),
        ({"kvk_number": "1234567"}, "kvk_number"),
        ({"kvk_number": "123456789012"}, "kvk_number"),
        ({"kvk_number": ""}, "kvk_number"),
        ({"vat_id": "NL123456789B01"}, "vat_id"),
        ({"vat_id": "NL111222333B01"}, "vat_id"),
        ({"phone": "12"}, "phone"),
        ({"street": ""}, "street"),
        ({"house_number": "links"}, "house_number"),
        ({"postcode": "0242 HT"}, "postcode"),
        ({"postcode": "5242"}, "postcode"),
        ({"billing_email": "geen adres"}, "billing_email"),
        ({"invoice_elsewhere": "on"}, "invoice_street"),
        ({"email": "anna@"}, "email"),
        ({"email": "anna@linde.example\nBcc: x@y.example"}, "email"),
        ({"username": "anna@linde"}, "username"),
        ({"password": "kort"}, "password"),
        ({"password": "tandartspraktijk1"}, "password"),
        ({"password": "anna@linde.example"}, "password"),
        ({"last_name": ""}, "last_name"),
    ],
)
def test_wrong_input_is_named_at_its_field_and_changes_nothing(
    client: Client, wrong: dict[str, str], field: str
) -> None:
    response = send(client, **wrong)
    assert response.status_code == 200
    assert errors(response)[field]
    page = response.content.decode()
    assert f'href="#id_{field}"' in page
    for name, value in {**ANSWERS, **wrong}.items():
        if (
            value
            and name not in {"password", "step", "invoice_elsewhere"}
            and name in response.context["form"].fields
        ):
            assert response.context["form"][name].value() == value
    assert PASSWORD not in page
    counted = (Practice, User, Address, Membership, DataSubject, Delivery, NoticeShown)
    assert [model.objects.count() for model in counted] == [0] * len(counted)


def test_a_number_with_a_citizen_service_number_in_it_is_refused_with_the_reason(client: Client) -> None:
    response = send(client, vat_id="NL111222333B01")
    assert "burgerservicenummer" in errors(response)["vat_id"][0].lower()


def test_a_short_password_is_answered_with_one_sentence_in_dutch(client: Client) -> None:
    response = send(client, password="kort")
    assert errors(response)["password"] == ["Dit wachtwoord is te kort. Het moet minstens 12 tekens hebben."]


def test_a_practice_outside_the_trade_register_needs_no_number(client: Client) -> None:
    send(client, kvk_number="", is_unregistered="on")
    practice = Practice.objects.get()
    assert practice.is_unregistered
    assert practice.kvk_number == ""


def test_a_belgian_practice_is_read_by_belgian_rules(client: Client) -> None:
    send(client, country="BE", kvk_number="", vat_id="0428.759.497", postcode="2000", phone="02 555 12 12")
    practice = Practice.objects.get()
    assert practice.vat_id == "BE0428759497"
    assert practice.phone == "+3225551212"
    assert Address.objects.get().country == "BE"


def test_what_was_answered_travels_back_and_forth(client: Client) -> None:
    back = client.post(URL, {**COMPANY, **ADDRESS, "step": "1", "back": "1"})
    assert back.context["step"] == 0
    assert back.context["form"]["name"].value() == COMPANY["name"]
    assert back.context["carried"] == ADDRESS
    onward = client.post(URL, {**COMPANY, **ADDRESS, "step": "0"})
    assert onward.context["form"]["street"].value() == "Lindelaan"
    assert not onward.context["form"].errors


def test_a_mistake_on_an_earlier_page_leads_back_there(client: Client) -> None:
    response = send(client, name="")
    assert response.context["step"] == 0
    assert response.context["carried"]["city"] == "Rosmalen"
    assert "password" not in response.context["carried"]


def test_every_question_says_why_it_is_asked_or_speaks_for_itself(client: Client) -> None:
    page = client.get(URL).content.decode()
    assert dutch(WHY_A_PHONE) in page
    assert page.count("(optioneel)") == 2
    assert 'href="/privacy/"' in page


def test_a_known_address_gets_the_same_answer_as_a_new_one(client: Client) -> None:
    a_practice()
    known = send(client, email="ANNA@linde.example")
    fresh = send(Client(), email="bea@linde.example")
    assert (known.status_code, known["Location"]) == (fresh.status_code, fresh["Location"])
    assert known.content == fresh.content
    assert Practice.objects.count() == 2
    letters = {letter.to[0]: letter.subject for letter in post_is_delivered()}
    assert letters == {
        "anna@linde.example": dutch("You have an account with us already"),
        "bea@linde.example": dutch("Confirm your e-mail address"),
    }


def test_known_and_new_cost_the_same_number_of_hashes(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_practice()
    hashed: list[str] = []
    encode = MD5PasswordHasher.encode

    def counting(hasher: Any, password: str, salt: str) -> str:
        hashed.append(password)
        return encode(hasher, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", counting)
    send(client, email="anna@linde.example")
    assert hashed == [PASSWORD]
    send(client, email="bea@linde.example")
    assert hashed == [PASSWORD, PASSWORD]


def test_the_mail_confirms_the_address_and_then_one_signs_in(client: Client) -> None:
    send(client, username="anna.linde")
    (letter,) = post_is_delivered()
    assert letter.to == ["anna@linde.example"]
    assert "Linde" not in letter.subject + str(letter.body)  # a stranger's words reach nobody's mailbox
    login = {"login": "anna.linde", "password": PASSWORD}
    assert client.post("/account/inloggen/", login)["Location"] == "/account/e-mailadres/bevestigen/"
    assert "_auth_user_id" not in client.session

    path = link_in(letter)
    assert client.get(path).status_code == 200
    assert client.post(path)["Location"] == "/account/inloggen/"
    assert client.post("/account/inloggen/", login)["Location"] == "/mijn/"
    assert client.get("/mijn/").status_code == 200
    assert Client().post(path).status_code == 404 or not post_is_delivered()[1:]


def test_registering_is_limited_per_network(client: Client) -> None:
    for number in range(10):
        assert send(client, email=f"p{number}@linde.example").status_code == 302
    refused = send(client, email="p11@linde.example")
    assert refused.status_code == 429
    assert Practice.objects.count() == 10


def test_asking_which_user_names_are_taken_is_limited_per_network(client: Client) -> None:
    User.objects.filter(pk=a_practice().memberships.get().user_id).update(username="linde")
    for _ in range(10):
        assert "username" in errors(send(client, username="linde", email="bo@linde.example"))
    refused = send(client, username="linde", email="bo@linde.example")
    assert refused.status_code == 429
    assert "linde" not in refused.content.decode()


def test_who_is_signed_in_does_not_register_again(client: Client) -> None:
    client.force_login(a_practice().memberships.get().user)
    assert client.get(URL)["Location"] == "/mijn/"


def test_whoever_decides_about_practices_hears_of_a_new_one_without_its_name(client: Client) -> None:
    sales, _service = a_colleague_of_the_house("sales"), a_colleague_of_the_house("service")
    send(client)
    practice = Practice.objects.get()
    told = [letter for letter in post_is_delivered() if letter.to == [sales.email]]
    (letter,) = told
    assert letter.subject == f"Praktijk {practice.number} wacht op beoordeling"
    assert f"/beheer/accounts/practice/{practice.pk}/change/" in letter.body
    assert practice.name not in letter.body
    assert {to for letter in post_is_delivered() for to in letter.to} == {
        sales.email,
        ANSWERS["email"].lower(),
    }
