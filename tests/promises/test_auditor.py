"""The auditor: reads every table with pseudonyms in the place of people, changes nothing, leaves a trace."""

import re
from datetime import date

import pytest
from django.apps import apps
from django.contrib import admin
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import Practice
from d4d.foundation import states
from privacy import pseudonyms
from privacy.models import Look
from shop.catalogue.models import Product
from shop.orders import services as orders
from shop.outreach import services as outreach
from shop.outreach.models import Answer, Newsletter
from shop.outreach.services.newsletters import Words
from shop.payments.models import BillPayment, Debit, Mandate, Payment
from shop.stock import services as stock
from shop.stock.models import Batch
from tests.accounts.people import signed_in, somebody_of_the_staff
from tests.promises.desk import a_role
from tests.promises.shops import World, a_parcel, a_world, ordered

pytestmark = pytest.mark.django_db
CLOSED = (
    "zoeken/",
    "accounts/practice/{practice}/overzicht/",
    "accounts/practice/{practice}/history/",
    "accounts/practice/decide/?id={practice}",
    "orders/order/decide/?id={order}",
    "orders/order/{order}/lines/",
    "invoicing/vatamount/2026/auditfile.xaf",
    "privacy/look/",
    "privacy/request/",
)


def the_auditor() -> Client:
    return signed_in(a_role("auditor", "audit@d4d.example"), second_factor=True)


def needles(world: World) -> set[str]:
    """Every word of a person or practice."""
    people = (world.manager, world.buyer, world.reader, world.stranger)
    words = {part for one in people for part in (one.email, one.first_name, one.last_name, one.phone)}
    practices = (world.practice, world.other)
    words |= {part for one in practices for part in (one.name, one.billing_email, one.kvk_number, one.vat_id)}
    return {word for word in words if word} | {f"{one.name}straat" for one in practices}


def lists() -> list[str]:
    """Every list of the desk."""
    options = [model._meta for model in admin.site._registry]
    return [f"/beheer/{one.app_label}/{one.model_name}/" for one in options]


@pytest.mark.promise("PV48")
def test_no_list_row_or_report_shows_an_auditor_a_name() -> None:
    world = a_world()
    order = orders.mark_paid(ordered(world, world.buyer, reference="zqkenmerk", delivery_note="zqbel").pk)
    a_parcel(order)
    with transaction.atomic():
        states.begin(order, order.state, reason="zqreden")
    stock.adjust(Batch.objects.latest("pk").pk, 1, "zqtelling", None)
    planted = {"zqkenmerk", "zqbel", "zqlabel", "zqreden", "zqtelling"}
    desk, words, opened = the_auditor(), needles(world) | planted, 0
    for path in lists():
        page = desk.get(path)
        if page.status_code == 403:
            continue
        assert page.status_code == 200, path
        rows = re.findall(rf'href="({path}[^"/]+/change/)"', page.content.decode())
        for text in (page.content.decode(), *(desk.get(row).content.decode() for row in rows[:3])):
            assert [word for word in words if word.lower() in text.lower()] == [], path
        opened += 1 + len(rows[:3])
    assert opened > 60
    front = desk.get("/beheer/").content.decode()
    assert [word for word in words if word in front] == []


@pytest.mark.promise("PV48")
def test_what_somebody_typed_is_a_sign_wherever_it_stands_unless_it_is_open() -> None:
    typed = {
        "privacy.BreachEvent": {"note"},
        "privacy.Breach": {"title", "late_because", "not_reported_because", "not_informed_because"},
        "privacy.AuthorityRequest": {"authority", "statute", "denied_because", "silence_ground"},
        "privacy.StatisticsSwitch": {"reason"},
        "service.RepairLine": {"description"},
        "service.ReportPart": {"description"},
    }
    for table, names in typed.items():
        columns = {one.field.name: one.kind for one in pseudonyms.columns_of(apps.get_model(table))}
        assert {name for name in names if not columns[name]} == set(), table
    open_words = {one.field.name: one.kind for one in pseudonyms.columns_of(Product)}
    assert (open_words["name"], open_words["description"]) == ("", "")
    officer = somebody_of_the_staff().subject.uuid
    words = Words(
        "zqvoor Kees", Newsletter.Channel.EMAIL, "Nieuw: sondes.", "New: probes.", "Sondes", "Probes"
    )
    news = outreach.compose(words, by=officer)
    page = the_auditor().get(f"/beheer/outreach/newsletter/{news.pk}/change/").content.decode()
    assert ("zqvoor" in page, pseudonyms.of("CharField", "zqvoor Kees") in page) == (False, True)
    assert "Nieuw: sondes." in page


@pytest.mark.promise("PV48")
def test_the_same_person_bears_the_same_pseudonym_and_facts_stay_readable() -> None:
    world = a_world()
    first, second = ordered(world, world.buyer), ordered(world, world.buyer)
    desk = the_auditor()
    pages = [desk.get(f"/beheer/orders/order/{one.pk}/change/").content.decode() for one in (first, second)]
    sign = pseudonyms.of("accounts.Practice", world.practice.pk)
    assert all(sign in page for page in pages)
    assert first.number in pages[0]
    assert "<dd>nee</dd>" in pages[0]
    assert "False" not in pages[0]
    assert pseudonyms.of("accounts.Practice", world.other.pk) not in pages[0]


@pytest.mark.promise("PV48")
def test_each_opening_by_an_auditor_is_written_down() -> None:
    world, desk = a_world(), the_auditor()
    for path in ("", f"{world.practice.pk}/change/"):
        desk.get(f"/beheer/accounts/practice/{path}")
    looks = Look.objects.filter(role="auditor").order_by("pk").values_list("place", "subject")
    assert list(looks) == [
        ("accounts.Practice list", None),
        ("accounts.Practice change", world.practice.subject.uuid),
    ]


@pytest.mark.promise("PV48")
def test_where_a_room_shows_totals_only_an_auditor_reads_no_single_row() -> None:
    opinion = Answer.objects.create(kind="delivery", month=date(2026, 11, 1), score=1)
    desk = the_auditor()
    for path in ("outreach/answer/", f"outreach/answer/{opinion.pk}/change/", "catalogue/searchcount/"):
        assert desk.get(f"/beheer/{path}").status_code == 403, path


@pytest.mark.promise("PV48")
def test_no_key_of_a_payment_stands_before_an_auditor() -> None:
    for table in (Payment, BillPayment, Mandate, Debit):
        shown = {one.field.name for one in pseudonyms.columns_of(table)}
        assert shown & {"token", "checkout_url"} == set(), table
        assert "created_at" in shown


@pytest.mark.promise("PV48")
@pytest.mark.parametrize("page", ["", "?als=csv", "?voor=²", "?voor=x", "?voor=1"])
def test_an_auditor_reads_pages_and_takes_no_file_out(page: str) -> None:
    answer = the_auditor().get(f"/beheer/accounts/practice/{page}")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/html; charset=utf-8")


@pytest.mark.promise("PV48")
def test_an_auditor_changes_nothing_and_opens_no_other_page() -> None:
    world, desk = a_world(), the_auditor()
    numbers = {"practice": world.practice.pk, "order": ordered(world, world.buyer).pk}
    for path in CLOSED:
        assert desk.get(f"/beheer/{path.format(**numbers)}").status_code == 403, path
    assert (
        desk.post(f"/beheer/accounts/practice/{world.practice.pk}/change/", {"name": "X"}).status_code == 403
    )
    assert desk.post("/beheer/accounts/practice/", {"action": "decide_about"}).status_code == 403
    assert Practice.objects.get(pk=world.practice.pk).name == world.practice.name


def test_a_list_for_auditors_costs_the_same_however_long() -> None:
    world, desk = a_world(), the_auditor()
    desk.get("/beheer/orders/order/")
    counts = []
    for _ in range(2):
        ordered(world, world.buyer)
        with CaptureQueriesContext(connection) as queries:
            desk.get("/beheer/orders/order/")
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 9
