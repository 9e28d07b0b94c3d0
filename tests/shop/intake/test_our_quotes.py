"""Sales begins a quote for a practice that did not ask; it is accepted as any other."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import Membership, Practice
from d4d.foundation import clock, states
from privacy.models import DataSubject
from shop.catalogue import services as catalogue
from shop.catalogue.models import Price, Variant
from shop.intake.models import Draft, PriceQuote
from shop.intake.services import quoting
from shop.orders.models import Order
from tests.accounts.people import signed_in
from tests.shop.builders import Buyer, a_member, a_practice, an_article, asked, on_the_shelf, the_tariffs
from tests.shop.intake.desk import a_draft, act, all_news, at_the_desk

pytestmark = pytest.mark.django_db
ADD = "/beheer/intake/pricequote/add/"


@pytest.fixture
def gloves() -> Variant:
    """Gloves at ten euros, nine from five boxes on."""
    variant = an_article(name="Handschoenen", number="GL-8")
    Price.objects.create(variant=variant, from_quantity=5, unit_price_e4=90_000)
    on_the_shelf(variant, 50)
    catalogue.index_product(variant.product_id)
    return variant


def begin(practice: Practice, desk: Client | None = None, **sent: object) -> Any:
    """The desk fills in its page."""
    lines = {"article-new1": "gl 8", "quantity-new1": 6}
    return (desk or at_the_desk()).post(ADD, {"customer": practice.number, **lines, **sent})


def do(desk: Client, ours: PriceQuote, name: str, **answers: object) -> Any:
    return desk.post(f"/beheer/intake/pricequote/{ours.pk}/{name}/do/", answers)


def until(days: int = 10) -> dict[str, str]:
    return {"valid_until": (clock.today() + timedelta(days=days)).isoformat()}


def a_begun_quote(buyer: Buyer) -> PriceQuote:
    answer = begin(buyer.practice, email=buyer.user.email)
    assert answer.status_code == 302, answer.content.decode()
    return PriceQuote.objects.get()


def test_sales_makes_a_quote_and_the_customer_orders_at_it(buyer: Buyer, gloves: Variant) -> None:
    desk = at_the_desk()
    assert ADD in desk.get("/beheer/intake/pricequote/").content.decode()
    ours = a_begun_quote(buyer)
    page = f"/mijn/offertes/{ours.number}/"
    assert (ours.state, ours.is_ours, buyer.client.get(page).status_code) == ("prepared", True, 404)
    assert ours.number not in buyer.client.get("/mijn/offertes/").content.decode()
    assert do(desk, ours, "send", **until()).status_code == 302
    Price.objects.all().delete()  # what was offered stays
    all_news()
    [letter] = [one for one in mail.outbox if one.to == [buyer.user.email]]
    assert page in letter.body
    assert "gevraagd" not in letter.body
    for _press in range(2):
        buyer.client.post(page, {"answer": "order"})
    order = Order.objects.get()
    assert (order.goods_cents, order.reference, order.placed_by) == (5_400, ours.number, buyer.user)


def test_another_price_wants_its_own_right_and_a_reason(buyer: Buyer, gloves: Variant) -> None:
    ours, sales, finance = a_begun_quote(buyer), at_the_desk(), at_the_desk("finance")
    answers = {"line": ours.lines.get().pk, "price": "8,50"}
    assert do(sales, ours, "price", **answers, reason="jubileum").status_code == 403
    assert do(finance, ours, "price", **answers, reason="").status_code == 200
    assert ours.lines.get().unit_price_e4 is None
    assert do(finance, ours, "price", **answers, reason="jubileum").status_code == 302
    desk_page = sales.get(f"/beheer/intake/pricequote/{ours.pk}/change/").content.decode()
    assert "jubileum" in desk_page
    do(sales, ours, "lines", **{"article-" + str(answers["line"]): "GL-8", f"quantity-{answers['line']}": 2})
    line = ours.lines.get()
    assert (line.quantity, line.unit_price_e4, line.price_reason) == (2, 85_000, "jubileum")
    do(sales, ours, "send", **until())
    own_page = buyer.client.get(f"/mijn/offertes/{ours.number}/").content.decode()
    assert "8,50" in own_page
    assert "jubileum" not in own_page


@pytest.mark.parametrize("role", ["finance", "privacy officer", "service"])
def test_who_may_add_nothing_begins_nothing(buyer: Buyer, gloves: Variant, role: str) -> None:
    desk = at_the_desk(role)
    assert begin(buyer.practice, desk, email=buyer.user.email).status_code == 403
    said = {"origin": "mail", "email": buyer.user.email, "name": "", "text": "2x GL-8"}
    assert desk.post("/beheer/intake/draft/add/", said).status_code == 403
    assert not PriceQuote.objects.exists()
    assert not Draft.objects.exists()


@pytest.mark.parametrize(
    ("about", "sent"),
    [
        ({"state": Practice.State.DENIED}, {}),
        ({}, {"email": ""}),  # nobody manages this practice
        ({}, {"article-new1": "ZZ-1"}),
        ({}, {"article-new1": ""}),
        ({}, {"article-new2": "GL-8"}),
        ({}, {"customer": "999999"}),
    ],
)
def test_what_cannot_be_quoted_says_why(
    buyer: Buyer, gloves: Variant, about: dict[str, str], sent: dict[str, str]
) -> None:
    Practice.objects.filter(pk=buyer.practice.pk).update(**about)
    answer = begin(buyer.practice, **({"email": buyer.user.email} | sent))
    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert not PriceQuote.objects.exists()


@pytest.mark.parametrize("gone", [DataSubject.State.RESTRICTED, DataSubject.State.ERASING])
def test_nothing_is_offered_to_who_is_restricted_or_leaves(buyer: Buyer, gloves: Variant, gone: str) -> None:
    DataSubject.objects.filter(pk=buyer.practice.subject_id).update(state=gone)
    answer = begin(buyer.practice, email=buyer.user.email)
    assert answer.context["form"].errors["customer"]
    assert not PriceQuote.objects.exists()


def test_without_a_member_the_manager_gets_it(gloves: Variant) -> None:
    the_tariffs()
    practice = a_practice()
    manager = a_member(practice, Membership.Role.MANAGER)
    begin(practice)
    do(at_the_desk(), PriceQuote.objects.get(), "send", **until())
    all_news()
    assert [one.to for one in mail.outbox] == [[manager.email]]


def test_it_is_sent_once_on_a_day_to_come_and_as_it_can_be_ordered(buyer: Buyer, gloves: Variant) -> None:
    ours, desk = a_begun_quote(buyer), at_the_desk()
    assert do(desk, ours, "send", **until(-1)).status_code == 200
    type(gloves.product).objects.update(is_published=False)
    do(desk, ours, "send", **until())
    ours.refresh_from_db()
    assert ours.state == "prepared"
    type(gloves.product).objects.update(is_published=True)
    do(desk, ours, "send", **until())
    assert do(desk, ours, "send", **until()).status_code == 404
    assert do(desk, ours, "lines").status_code == 404
    ours.refresh_from_db()
    assert [step.went_to for step in states.history(ours)] == ["prepared", "offered"]


def test_what_was_never_sent_is_not_shown_and_closes_after_thirty_days(buyer: Buyer, gloves: Variant) -> None:
    ours = a_begun_quote(buyer)
    PriceQuote.objects.update(asked_at=clock.now() - timedelta(days=31))
    assert quoting.close_expired_quotes() == 1
    ours.refresh_from_db()
    assert ours.state == "expired"
    assert signed_in(buyer.user).get(f"/mijn/offertes/{ours.number}/").status_code == 404


def test_many_articles_ask_as_much_as_few(buyer: Buyer, gloves: Variant) -> None:
    for number in range(2, 9):
        catalogue.index_product(an_article(number=f"QA-{number}").product_id)
    few = {"email": buyer.user.email}
    many = few | {f"article-new{number}": f"qa {number}" for number in range(2, 9)}
    counts = {}
    desk = at_the_desk()
    for name, sent in (("first", few), ("few", few), ("many", many)):  # some is asked once only
        with CaptureQueriesContext(connection) as heard:
            assert begin(buyer.practice, desk, **sent).status_code == 302
        ours = PriceQuote.objects.latest("pk")
        with CaptureQueriesContext(connection) as seen:
            for page in ("change/", "lines/do/", "send/do/"):
                assert desk.get(f"/beheer/intake/pricequote/{ours.pk}/{page}").status_code == 200
        with CaptureQueriesContext(connection) as sending:
            assert do(desk, ours, "send", **until()).status_code == 302
        counts[name] = [len(asked(one)) for one in (heard, seen, sending)]
    assert PriceQuote.objects.latest("pk").lines.count() == 8
    assert counts["few"] == counts["many"]


def test_the_lines_of_an_incoming_order_ask_as_much_for_many_as_for_few(gloves: Variant) -> None:
    counts = []
    desk = at_the_desk()
    for several in (1, 3):
        draft = a_draft("\n".join(f"2x QQ-{number}" for number in range(several)))
        chosen = [an_article(number=f"LN-{several}{number}") for number in range(several)]
        for one in chosen:
            catalogue.index_product(one.product_id)
        sent = {
            f"article-{line.pk}": one.number for line, one in zip(draft.lines.in_order(), chosen, strict=True)
        }
        with CaptureQueriesContext(connection) as heard:
            assert act(desk, draft, "lines", **sent).status_code == 302
        numbers = [
            sql for sql in asked(heard) if "catalogue_searchnumber" in sql or "catalogue_variant" in sql
        ]
        counts.append(len(numbers))
    assert counts[0] == counts[1]
