"""What we hold of you: all of it on your own page, and what you change there is what we hold."""

import re

import pytest
from django.core import mail
from django.test import Client

from accounts.models import Address, Practice, User
from privacy.register import declarations
from privacy.vocabulary import PURPOSES
from tests.accounts.people import dutch, signed_in
from tests.promises.shops import World, a_parcel, a_world, at_the_door, fetched, ordered

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
PAGE = "/mijn/privacy/gegevens/"


@pytest.fixture
def world() -> World:
    """Two practices, four people."""
    return a_world()


def seen_by(user: User, path: str = PAGE) -> str:
    answer = signed_in(user).get(path)
    assert answer.status_code == 200
    return answer.content.decode()


# --- the twelve kinds of data that the statement names: where they are seen, changed and copied ------------


OF_A_PERSON = [
    pytest.param("PV12", "phone", "+31687654321", marks=pytest.mark.promise("PV12"), id="phone"),
    pytest.param("PV14", "salutation", "madam", marks=pytest.mark.promise("PV14"), id="salutation"),
    pytest.param("PV15", "first_name", "zqvoornieuw", marks=pytest.mark.promise("PV15"), id="first name"),
    pytest.param("PV15", "last_name", "zqachternieuw", marks=pytest.mark.promise("PV15"), id="last name"),
]
OF_A_PRACTICE = [
    pytest.param("name", "zqpraktijknieuw", marks=pytest.mark.promise("PV10"), id="name"),
    pytest.param("kind", "laboratory", marks=pytest.mark.promise("PV11"), id="kind"),
    pytest.param("kvk_number", "87654321", marks=pytest.mark.promise("PV19"), id="chamber of commerce"),
    pytest.param(
        "billing_email", "zqnieuw@linde.example", marks=pytest.mark.promise("PV21"), id="mailbox for invoices"
    ),
]


@pytest.mark.parametrize(("promise", "name", "value"), OF_A_PERSON)
def test_what_somebody_changes_in_their_account_is_what_we_hold_and_copy(
    world: World, promise: str, name: str, value: str
) -> None:
    client = at_the_door(world.buyer)
    answers = {
        one: getattr(world.buyer, one) or "" for one in ("first_name", "last_name", "phone", "username")
    }
    answers |= {"salutation": world.buyer.salutation, "language": "nl", name: value}
    assert client.post("/mijn/gegevens/", answers).status_code == 302, promise
    world.buyer.refresh_from_db()
    assert getattr(world.buyer, name) == value
    shown = str(dict(User.Salutation.choices)[value]) if name == "salutation" else value
    assert shown in seen_by(world.buyer)
    assert fetched(world.buyer).rows("accounts.User")[0]["data"][name] == value


@pytest.mark.parametrize(("name", "value"), OF_A_PRACTICE)
def test_what_a_manager_changes_of_the_practice_is_what_we_hold_and_copy(
    world: World, name: str, value: str
) -> None:
    page = signed_in(world.manager).get("/mijn/gegevens/praktijk/").context["form"]
    answers = {one: page[one].value() for one in page.fields if page[one].value() not in (None, False)}
    answer = signed_in(world.manager).post("/mijn/gegevens/praktijk/", answers | {name: value})
    assert answer.status_code == 302
    assert getattr(Practice.objects.get(pk=world.practice.pk), name) == value
    shown = str(dict(Practice.Kind.choices)[value]) if name == "kind" else value
    assert shown in seen_by(world.manager)
    assert shown not in seen_by(world.buyer)
    assert fetched(world.manager).rows("accounts.Practice")[0]["data"][name] == value


@pytest.mark.promise("PV13")
def test_the_mailbox_of_an_account_is_seen_and_changed_at_its_own_page(world: World) -> None:
    page = seen_by(world.buyer)
    assert world.buyer.email in page
    assert 'href="/account/e-mailadres/"' in page
    assert fetched(world.buyer).rows("account.EmailAddress")[0]["data"]["email"] == world.buyer.email


@pytest.mark.promise("PV16")
def test_the_addresses_of_a_practice_are_seen_changed_and_copied(world: World) -> None:
    address = Address.objects.filter(practice=world.practice).first()
    assert address
    answers = {
        one: getattr(address, one) for one in ("label", "house_number", "addition", "postcode", "city")
    }
    changed = signed_in(world.manager).post(
        f"/mijn/adressen/{address.pk}/", answers | {"street": "Zqnieuwestraat", "country": "NL"}
    )
    assert changed.status_code == 302
    assert "Zqnieuwestraat" in seen_by(world.manager)
    assert "Zqnieuwestraat" in {
        row["data"]["street"] for row in fetched(world.manager).rows("accounts.Address")
    }


@pytest.mark.promise("PV17")
def test_of_a_payment_we_hold_number_method_state_and_amount_and_nothing_else() -> None:
    held = {name for name, fact in declarations()["payments.payment"].columns.items()}
    assert {one for one in held if re.search(r"iban|card|pan|account|holder|bic", one)} == set()
    assert {"provider_id", "method", "state", "amount_cents"} <= held


@pytest.mark.promise("PV20")
def test_the_vat_number_is_seen_by_the_manager_and_copied(world: World) -> None:
    assert "NL002455799B11" in seen_by(world.manager)
    assert "NL002455799B11" not in seen_by(world.reader)
    assert fetched(world.manager).rows("accounts.Practice")[0]["data"]["vat_id"] == "NL002455799B11"
    checked = declarations()["accounts.vatcheck"].columns
    assert not [name for name in checked if "name" in name or "address" in name]


@pytest.mark.promise("PV21")
def test_letters_to_people_never_go_to_the_mailbox_for_invoices(world: World) -> None:
    fetched(world.manager)
    assert world.practice.billing_email not in {to for letter in mail.outbox for to in letter.to}


# --- one page with everything ---------------------------------------------------------------------------


@pytest.mark.promise("PV64")
def test_the_page_holds_every_value_of_the_copy(world: World) -> None:
    order = ordered(world, world.buyer, reference="zqreferentie")
    a_parcel(order)
    page = seen_by(world.buyer)
    copy = fetched(world.buyer)
    values = {
        str(value)
        for table in ("accounts.User", "orders.Order", "orders.OrderLine", "shipping.Parcel")
        for row in copy.rows(table)
        for value in row["data"].values()
        if isinstance(value, str) and re.match(r"(?i)zq|3S|\+31", value) and "/" not in value
    }
    assert len(values) > 5
    assert [value for value in values if value not in page] == []


@pytest.mark.promise("PV64")
def test_the_page_says_why_until_when_and_from_whom(world: World) -> None:
    a_parcel(ordered(world, world.buyer))
    page = seen_by(world.buyer)
    for words in (
        str(PURPOSES["order"].label),
        dutch("our agreement with you"),
        dutch("the courier"),
        "PostNL",
    ):
        assert words in page
    assert 'href="/mijn/gegevens/"' in page


def test_a_person_sees_nothing_of_a_colleague(world: World) -> None:
    for by in (world.manager, world.buyer, world.reader):
        ordered(world, by)
    everyone = (world.manager, world.buyer, world.reader, world.stranger)
    for user in everyone:
        page = seen_by(user)
        others = [one for one in everyone if one != user]
        words = [word for one in others for word in (one.email, one.first_name, one.last_name, one.phone)]
        assert [word for word in words if word in page] == []


def test_many_rows_come_a_page_at_a_time(world: World) -> None:
    numbers = [ordered(world, world.buyer).number for _ in range(30)]
    page = seen_by(world.buyer)
    [path] = re.findall(rf'href="({PAGE}shared-orders-order-[a-z_-]+/)"', page)
    assert sum(number in page for number in numbers) < 30
    first, second = seen_by(world.buyer, path), seen_by(world.buyer, f"{path}?pagina=2")
    assert [number for number in numbers if number in first] == numbers[:25]
    assert [number for number in numbers if number in second] == numbers[25:]
    assert not [number for number in numbers if number in seen_by(world.stranger, path)]


@pytest.mark.parametrize(
    "wrong", ["you-no-such-table/", "x/", "shared-orders-order-placed_by-subject/?pagina=9"]
)
def test_a_part_that_is_not_there_is_not_found(world: World, wrong: str) -> None:
    assert signed_in(world.buyer).get(f"{PAGE}{wrong}").status_code == 404
    assert Client().get(PAGE).status_code == 302


def test_secrets_are_named_but_not_shown(world: World) -> None:
    page = seen_by(world.buyer)
    assert dutch("held, not shown") in page
    assert world.buyer.password not in page
