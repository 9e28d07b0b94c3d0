"""The page of a practice at a glance, and the search box of the desk."""

from urllib.parse import parse_qs, urlparse

import pytest
from django.contrib import admin
from django.db import connection
from django.db.models import CharField
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import Practice
from d4d.foundation import clock
from privacy import finding
from privacy.models import Look
from shop.orders import services as orders
from shop.payments.models import Payout
from tests.accounts.people import signed_in
from tests.promises.desk import a_role
from tests.shop.builders import (
    a_member,
    a_practice,
    an_address,
    an_article,
    an_order,
    on_the_shelf,
    the_tariffs,
)
from tests.shop.intake.desk import a_draft, a_price_quote

pytestmark = pytest.mark.django_db
FIND = "/beheer/zoeken/"


@pytest.fixture
def practice() -> Practice:
    the_tariffs()
    return a_practice(name="Tandartsen aan de Vecht", kvk_number="87654321")


def at_the_desk(role: str) -> Client:
    return signed_in(a_role(role, f"{role.replace(' ', '-')}@d4d.example"), second_factor=True)


def found(desk: Client, text: str) -> str:
    """Where a question leads in the end: a row, or the page with hits."""
    asked = desk.post(FIND, {"text": text})
    answer = desk.get(asked["Location"])
    return answer["Location"] if answer.status_code == 302 else answer.content.decode()


def overview(practice: Practice) -> str:
    return f"/beheer/accounts/practice/{practice.pk}/overzicht/"


def test_a_practice_at_a_glance_shows_everything_with_few_questions(practice: Practice) -> None:
    article, desk = an_article(), at_the_desk("sales")
    on_the_shelf(article, 500)
    first = an_order(practice, {article: 1})
    member = a_member(practice)
    desk.get(overview(practice))  # not the first page of this process
    counts = []
    for people in range(2):
        with CaptureQueriesContext(connection) as queries:
            page = desk.get(overview(practice)).content.decode()
        counts.append(len(queries))
        for _ in range(9 * (1 - people)):
            an_order(practice, {article: 1})
            a_member(practice)
            an_address(practice)
    assert counts[0] == counts[1] <= 12, "\n".join(one["sql"][:150] for one in queries)
    assert "87654321" in page
    assert member.email in page
    assert first.number not in page  # five newer ones stand there


def test_a_panel_is_for_who_has_the_right(practice: Practice) -> None:
    order = an_order(practice, {an_article(): 1})
    assert order.number in at_the_desk("sales").get(overview(practice)).content.decode()
    service = at_the_desk("service").get(overview(practice)).content.decode()
    assert "Storingen" in service
    assert "Storingen" not in at_the_desk("finance").get(overview(practice)).content.decode()
    assert at_the_desk("warehouse").get(overview(practice)).status_code == 403


@pytest.mark.promise("PV57")
def test_everybody_on_the_page_reads_that_it_was_opened(practice: Practice) -> None:
    member, desk = a_member(practice), at_the_desk("sales")
    desk.get(overview(practice))
    seen = Look.objects.filter(place="accounts.Practice glance")
    assert set(seen.values_list("subject", "role")) == {
        (practice.subject.uuid, "sales"),
        (member.subject.uuid, "sales"),
    }


def test_a_number_opens_its_row_and_a_name_its_hits(practice: Practice) -> None:
    article, desk = an_article(number="KT-114"), at_the_desk("sales")
    order = orders.mark_paid(an_order(practice, {article: 1}).pk)
    member = a_member(practice)
    assert found(desk, order.number.lower()) == f"/beheer/orders/order/{order.pk}/change/"
    assert found(desk, "kt-114 ") == f"/beheer/catalogue/variant/{article.pk}/change/"
    for question in (practice.number, "8765 4321", practice.billing_email, "aan de vecht"):
        assert found(desk, question) == f"/beheer/accounts/practice/{practice.pk}/change/", question
    assert found(desk, member.email.upper()) == f"/beheer/accounts/user/{member.pk}/change/"
    other = a_practice(name="Vechtdal Mondzorg")
    both = found(desk, "vecht")
    assert practice.number in both
    assert other.number in both
    assert "Niets gevonden" in found(desk, "D2026-999999")


def test_nobody_finds_what_they_may_not_see(practice: Practice) -> None:
    order = an_order(practice, {an_article(): 1})
    assert "Niets gevonden" in found(at_the_desk("warehouse"), "aan de vecht")
    asked = at_the_desk("sales").post(FIND, {"text": order.number})
    assert order.number not in at_the_desk("finance").get(asked["Location"]).content.decode()


@pytest.mark.promise("PV57")
def test_a_question_stands_in_no_address_and_is_written_down(practice: Practice) -> None:
    desk = at_the_desk("sales")
    asked = desk.post(FIND, {"text": "aan de vecht"})
    assert "vecht" not in asked["Location"].lower()
    assert set(parse_qs(urlparse(asked["Location"]).query)) == {"gezocht"}
    with CaptureQueriesContext(connection) as queries:
        desk.get(asked["Location"])
    assert len(queries) <= 12
    assert Look.objects.filter(place="accounts.User find", subject=None, role="sales").count() == 1
    assert desk.get(f"{FIND}?gezocht=aan+de+vecht").status_code == 200
    assert desk.post(FIND, {"text": "ab"}).status_code == 200


def test_whatever_bears_a_number_at_the_desk_is_found_by_it() -> None:
    asked: set[str] = set()
    finding.find("X2026-00001", lambda right: bool(asked.add(right)))
    numbered = {
        f"{model._meta.app_label}.view_{model._meta.model_name}"
        for model in admin.site._registry
        if any(isinstance(one, CharField) and one.name == "number" for one in model._meta.concrete_fields)
    }
    assert numbered - asked == {"invoicing.view_ledgeraccount"}  # which is no paper


def test_a_quote_an_incoming_order_and_a_payout_are_found_too(practice: Practice) -> None:
    quote = a_price_quote(practice, an_article())
    draft = a_draft("2 x KT-114", email="zq@elders.example")
    payout = Payout.objects.create(
        provider_id="stl_zq1",
        reference="1234567.2611.04",
        paid_on=clock.today(),
        **dict.fromkeys(("amount_cents", "payments_cents", "refunds_cents", "charge_backs_cents"), 0),
        **dict.fromkeys(("fees_net_cents", "fees_vat_cents"), 0),
    )
    desk = at_the_desk("sales")
    assert found(desk, quote.number) == f"/beheer/intake/pricequote/{quote.pk}/change/"
    for question in (draft.number, "ZQ@elders.example"):
        assert found(desk, question) == f"/beheer/intake/draft/{draft.pk}/change/", question
    for question in ("stl_zq1", "1234567.2611.04"):
        assert found(desk, question) == f"/beheer/payments/payout/{payout.pk}/change/", question
