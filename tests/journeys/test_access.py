"""Who gets what at every address that names a row: the table is the promise, and it is complete."""

import re
from typing import Any
from uuid import uuid4

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from accounts import services as accounts
from accounts.models import Membership, Practice
from accounts.services.colleagues import token_of
from contracts.service.models import ReportPhoto
from privacy import access, notice
from shop.cart import services as cart
from shop.orders import services as orders
from shop.shipping import services as shipping
from tests.accounts.people import signed_in, somebody_of_the_staff
from tests.contracts.agreements.builders import a_contract
from tests.contracts.service.visiting import a_reported_visit
from tests.journeys import faults_at, owing_at, returns_at, software_at
from tests.journeys.addresses import Address, addresses
from tests.journeys.rows import an_invoice, as_it_was, of_a_device, of_the_books, of_the_intake, same_as
from tests.journeys.who_gets_what import DESK, SHOP, VISITORS
from tests.shop.builders import (
    a_member,
    a_practice,
    an_address,
    an_article,
    an_order,
    on_the_shelf,
    the_tariffs,
)

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


IN_THE_SHOP = [one for one in addresses() if not one.name.startswith("admin:")]
AT_THE_DESK = [one for one in addresses() if one.name.startswith("admin:")]


def kind_of(address: Address) -> str:
    """What an address of the desk does, by the end of its name."""
    name = address.name.removeprefix("admin:")
    return name if name in DESK else name.rpartition("_")[2]


@pytest.fixture
def practice() -> Practice:
    """A practice of which one row of everything is known."""
    the_tariffs()
    return a_practice(kvk_number="12345678")


@pytest.fixture
def clients(practice: Practice) -> dict[str, Client]:
    """A browser for each kind of visitor."""
    staff = somebody_of_the_staff()
    type(staff).objects.filter(pk=staff.pk).update(is_superuser=False)
    roles = Membership.Role
    return {
        "anonymous": Client(),
        "outsider": signed_in(a_member(a_practice(), roles.MANAGER)),
        "reader": signed_in(a_member(practice, roles.READER)),
        "bookkeeper": signed_in(a_member(practice, roles.BOOKKEEPER)),
        "staff": signed_in(staff, second_factor=True),
        "manager": signed_in(a_member(practice, roles.MANAGER)),
    }


@pytest.fixture
def rows(practice: Practice, clients: dict[str, Client]) -> dict[str, Any]:
    """What stands in the addresses: rows of the practice."""
    article = an_article(name="Sonde")
    on_the_shelf(article, 50)
    order = an_order(practice, {article: 2})
    kept = cart.make_list(practice, "Maandag")
    cart.add_to_list(practice, kept.pk, article.pk, 2)
    invitation = accounts.invite(practice.pk, by=None, email="nieuw@example.nl", role="buyer")
    return {
        "address_id": an_address(practice, street="Kade").pk,
        "membership_id": practice.memberships.get(role="reader").pk,
        "invitation_id": invitation.pk,
        "list_id": kept.pk,
        "variant_id": article.pk,
        "alert_id": 1,
        "number": order.number,
        "order": order,
        "article": article,
        "token": token_of(invitation),
        "key": "x-y",
        "secret": "not-ours",
        "uidb36": "1",
        "pk": 1,
        "kind": "box",
        "seed": "x",
        "name": "geen.webp",
        "way": "klacht",
        "version": notice.in_force().version,
        "visit_id": a_reported_visit(practice).pk,
    }


def test_the_table_knows_every_address() -> None:
    assert {one.name for one in IN_THE_SHOP} == set(SHOP)
    assert {kind_of(one) for one in AT_THE_DESK} == set(DESK)


def test_each_visitor_of_the_shop_gets_what_is_theirs(
    clients: dict[str, Client], rows: dict[str, Any]
) -> None:
    wrong = {}
    for address in IN_THE_SHOP:
        method, expected = SHOP[address.name]
        with as_it_was():
            path = reverse(address.name, kwargs=arguments_of(address, rows))
            got = {who: getattr(same_as(clients[who]), method)(path).status_code for who in VISITORS}
        if got != dict(zip(VISITORS, expected, strict=True)):
            wrong[address.name] = got
    assert wrong == {}


def arguments_of(address: Address, rows: dict[str, Any]) -> dict[str, Any]:
    """The row that an address names."""
    about = dict(rows)
    about |= owing_at.rows(rows["order"], address.name)
    if address.name.startswith("invoicing:"):
        about |= of_the_books(rows["order"], address.name)
    if address.name.startswith("intake:"):
        about |= of_the_intake(rows["order"].practice, rows["article"], address.name)
    if address.name == "privacy:fetch_copy":
        about["number"] = uuid4()
    if address.name.startswith("devices:"):
        about |= of_a_device(rows["order"].practice, address.name)
    if address.name in {"payments:webhook", "payments:returned"}:
        about["token"] = uuid4()
    if address.name.startswith("agreements:"):
        contract = a_contract(rows["order"].practice)
        about |= {"number": contract.number, "line_id": contract.lines.get().pk}
    if address.name == "service:report_photo":
        about["photo_id"] = ReportPhoto.objects.get().pk
    if address.name.startswith(("service:report_patient_data", "service:case_patient_data")):
        about |= {"what": "note", "row_id": 1}
    about |= of_a_table(address, rows["order"].practice)
    about["slug"] = rows["article"].product.slug
    if address.name == "catalogue:category":
        about["slug"] = rows["article"].product.category.slug
    return {name: about[name] for name in address.kwargs}


def of_a_table(address: Address, practice: Practice) -> dict[str, Any]:
    """The rows of a room that keeps its own part of this table."""
    for room in (faults_at, returns_at, software_at):
        if address.name in room.SHOP:
            return room.rows(practice, address.name)
    return {}


@pytest.fixture
def desk_rows(practice: Practice, clients: dict[str, Client]) -> dict[str, int]:
    """A row of every kind that the desk shows, as far as there is one."""
    article = an_article(name="Sonde")
    on_the_shelf(article, 50)
    order = orders.mark_paid(an_order(practice, {article: 2}).pk)
    an_invoice(order)
    shipment = shipping.queue(order.pk)
    assert shipment
    shipping.pack(shipment.pk, courier="postnl")
    access.looked(None, None, "orders.Order list", "order")  # and each refusal is one more
    shown = [model for model in admin.site._registry if model._base_manager.exists()]
    return {
        model._meta.model_name or "": model._base_manager.values_list("pk", flat=True)[0] for model in shown
    }


def test_the_desk_is_closed_to_whoever_has_no_right(
    clients: dict[str, Client], desk_rows: dict[str, int]
) -> None:
    wrong = []
    there = {*desk_rows, "look"}  # whoever is refused is on record
    for address in AT_THE_DESK:
        model, kind = address.route.split("/")[1:3][-1], kind_of(address)
        path = path_at_the_desk(address, desk_rows.get(model, 1))
        refusal = 302 if kind == "history" and model not in there else DESK[kind]
        got = {who: clients[who].get(path).status_code for who in VISITORS}
        if got != dict.fromkeys(VISITORS, 302) | {"staff": refusal}:
            wrong.append((path, got))
    assert wrong == []


def path_at_the_desk(address: Address, row: int) -> str:
    """The address with a row in it."""
    path = re.sub(r"\(\?P<app_label>.*\)", "orders", re.sub(r"[\^$]", "", address.route))
    return "/" + re.sub(r"<[^>]+>", str(row), path.replace("<str:ending>", "pdf"))
