"""A draft becomes an order by the rules of the checkout, and changes only while it is one."""

import re
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import Membership, Practice
from accounts.services import NewAddress, NewPractice
from privacy import ties
from privacy.models import DataSubject
from shop.catalogue import services as catalogue
from shop.catalogue.models import Variant
from shop.intake import services
from shop.intake.models import Correspondent, Draft
from shop.invoicing import services as invoicing
from shop.orders.models import Order
from tests.accounts.people import signed_in
from tests.shop.builders import a_member, a_practice, an_article, asked, on_the_shelf, the_tariffs
from tests.shop.intake.desk import a_draft, act, all_news, at_the_desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def gloves() -> Variant:
    """Ten boxes of gloves at ten euros."""
    the_tariffs()
    variant = an_article(name="Handschoenen", number="GL-8")
    on_the_shelf(variant, 10)
    catalogue.index_product(variant.product_id)
    return variant


@pytest.fixture
def practice() -> Practice:
    """A practice that buys on account up to a hundred euros."""
    return a_practice(may_buy_on_account=True, credit_limit_cents=10_000)


def test_a_mail_of_a_known_practice_on_account_stands_at_once(gloves: Variant, practice: Practice) -> None:
    buyer, desk = a_member(practice), at_the_desk()
    answers = {"origin": "mail", "email": buyer.email, "name": "", "text": "Graag 2x GL-8"}
    desk.post("/beheer/intake/draft/add/", answers)
    draft = Draft.objects.get()
    page = desk.get(f"/beheer/intake/draft/{draft.pk}/change/").content.decode()
    assert "100 %" in page
    answer = act(desk, draft, "place")
    order = Order.objects.get()
    assert answer["Location"] == f"/beheer/orders/order/{order.pk}/change/"
    assert (order.state, order.origin, order.placed_by) == (Order.State.RELEASED, "mail", buyer)
    assert (order.goods_cents, order.carriage_cents, order.vat_cents) == (2_000, 695, 566)
    assert order.lines.get().allocated == 2
    all_news()
    [letter] = [one for one in mail.outbox if buyer.email in one.to]
    assert "per e-mail" in letter.body
    assert not hasattr(order, "pay_link")
    own = signed_in(buyer).get(f"/mijn/bestellingen/{order.number}/").content.decode()
    assert "per e-mail" in own
    assert act(desk, draft, "place").status_code == 404
    assert Order.objects.count() == 1


def test_practice_and_person_are_tied_before_anything_is_held(gloves: Variant, practice: Practice) -> None:
    buyer = a_member(practice)
    draft = a_draft("2x GL-8", buyer.email)
    with CaptureQueriesContext(connection) as heard:
        services.place(draft.pk, by=None)
    said = [query["sql"] for query in heard.captured_queries]
    tied = next(at for at, sql in enumerate(said) if 'ORDER BY "privacy_datasubject"' in sql)
    held = next(at for at, sql in enumerate(said) if 'JOIN "accounts_address"' in sql)
    assert tied < held
    people = re.findall(r"\d+", said[tied].partition(" IN ")[2])
    assert sorted(map(int, people)) == sorted([practice.subject_id, buyer.subject_id])


def test_what_waits_for_a_managers_yes_has_no_link_to_pay_it(gloves: Variant) -> None:
    practice = a_practice()
    buyer = a_member(practice)
    Membership.objects.filter(user=buyer).update(order_limit_cents=1_000)
    act(at_the_desk(), a_draft("2x GL-8", buyer.email), "place")
    order = Order.objects.get()
    assert (order.state, hasattr(order, "pay_link")) == (Order.State.AWAITING_APPROVAL, False)
    all_news()
    assert len([one for one in mail.outbox if one.to == [buyer.email]]) == 1
    assert not any("/bevestigen/" in str(one.body) for one in mail.outbox)


def test_open_ones_stand_on_top_and_then_what_was_closed_last(gloves: Variant, practice: Practice) -> None:
    drafts = [a_draft("2x GL-8", a_member(practice).email) for _ in range(4)]
    for one in drafts[:2]:
        services.drop(one.pk)
    page = at_the_desk().get("/beheer/intake/draft/").content.decode()
    shown = sorted(drafts, key=lambda one: page.index(one.number))
    assert shown == [drafts[2], drafts[3], drafts[1], drafts[0]]


def test_the_list_asks_as_much_for_many_as_for_one(gloves: Variant, practice: Practice) -> None:
    buyer, desk, counts = a_member(practice), at_the_desk(), []
    for text in ("2x GL-8", "3x QQ-99\n2x ZZ-1\n2x GL-8"):
        a_draft(text, buyer.email)
        desk.get("/beheer/intake/draft/")
        with CaptureQueriesContext(connection) as heard:
            page = desk.get("/beheer/intake/draft/").content.decode()
        counts.append(len(asked(heard)))
    assert counts[0] == counts[1]
    assert re.findall(r'field-unclear">(\d+)<', page) == ["0", "2"]


def test_a_reference_is_emptied_again(gloves: Variant, practice: Practice) -> None:
    draft, desk = a_draft("2x GL-8", a_member(practice).email), at_the_desk()
    sent = {"address": practice.addresses.get().pk, "terms": "on_account"}
    act(desk, draft, "delivery", **sent, reference="week 12", delivery_note="achterom")
    draft.refresh_from_db()
    assert (draft.reference, draft.delivery_note) == ("week 12", "achterom")
    act(desk, draft, "delivery", **sent, reference="", delivery_note="")
    draft.refresh_from_db()
    assert (draft.reference, draft.delivery_note, draft.terms) == ("", "", "on_account")


def test_a_new_customer_is_written_down_once(gloves: Variant) -> None:
    draft = a_draft("2x GL-8", "bo@nieuw.example")
    company = NewPractice("Praktijk Nieuw", "dentist", "bo@nieuw.example", kvk_number="12345678")
    place = NewAddress("Kade", "1", "5211 AB", "Den Bosch")
    entered = [
        services.enter_customer(draft.pk, company, place, invites=False, by=None) for _press in range(2)
    ]
    assert entered == [Practice.objects.get()] * 2


def test_over_the_limit_nothing_is_placed(gloves: Variant, practice: Practice) -> None:
    draft = a_draft("9x GL-8", a_member(practice).email)
    act(at_the_desk(), draft, "place")
    draft.refresh_from_db()
    assert (draft.state, Order.objects.count()) == ("draft", 0)


def test_a_line_that_nobody_understands_is_put_right_first(gloves: Variant, practice: Practice) -> None:
    draft, desk = a_draft("3x QQ-99\n2x GL-8", a_member(practice).email), at_the_desk()
    act(desk, draft, "place")
    assert Order.objects.count() == 0
    unknown, known = draft.lines.in_order()
    sent = {f"article-{unknown.pk}": "GL-8", f"quantity-{unknown.pk}": "3"}
    sent |= {f"article-{known.pk}": "GL-8", f"quantity-{known.pk}": "2"}
    assert act(desk, draft, "lines", **sent).status_code == 200  # the same article twice
    assert act(desk, draft, "lines", **sent | {f"quantity-{known.pk}": "0"}).status_code == 302
    line = draft.lines.get()
    assert (line.pk, line.variant, line.quantity, line.match) == (unknown.pk, gloves, 3, "staff")


def test_another_price_needs_a_right_and_a_reason(gloves: Variant, practice: Practice) -> None:
    draft = a_draft("2x GL-8", a_member(practice).email)
    line = draft.lines.get()
    sent: dict[str, Any] = {"line": line.pk, "price": "7,50", "reason": "afspraak op de beurs"}
    assert act(at_the_desk("sales"), draft, "price", **sent).status_code == 403
    finance = at_the_desk("finance")
    assert act(finance, draft, "price", **sent | {"reason": ""}).status_code == 200
    assert act(finance, draft, "price", **sent).status_code == 302
    line.refresh_from_db()
    assert (line.agreed_e4, line.price_reason, line.priced_by is None) == (75_000, sent["reason"], False)
    act(finance, draft, "place")
    assert Order.objects.get().goods_cents == 1_500


def test_who_may_not_order_does_not_order_by_mail_either(gloves: Variant, practice: Practice) -> None:
    reader = a_member(practice, Membership.Role.READER)
    draft = a_draft("2x GL-8", reader.email)
    act(at_the_desk(), draft, "place")
    Membership.objects.filter(user=reader).update(role=Membership.Role.BUYER)
    DataSubject.objects.filter(pk=practice.subject_id).update(state="restricted")
    act(at_the_desk(), draft, "place")
    assert Order.objects.count() == 0


def test_a_stranger_gets_a_link_that_shows_one_order_and_leads_to_its_payment(
    gloves: Variant, till: Any
) -> None:
    desk = at_the_desk()
    draft = a_draft("Beste, graag 2x GL-8. Groet, Bo", "bo@nieuw.example", name="Bo Kok")
    company = {"name": "Praktijk Nieuw", "kind": "dentist", "kvk_number": "12345678", "country": "NL"}
    place = {"street": "Kade", "house_number": "1", "postcode": "5211 AB", "city": "Den Bosch"}
    sent = company | place | {"billing_email": "bo@nieuw.example"}
    assert act(desk, draft, "new-customer", **sent).status_code == 302
    act(desk, draft, "place")
    order = Order.objects.get()
    assert (order.state, order.placed_by, order.practice.state) == ("awaiting_payment", None, "pending")
    all_news()
    [letter] = [one for one in mail.outbox if one.to == ["bo@nieuw.example"]]
    path = next(word for word in letter.body.split() if "/bevestigen/" in word)
    path = path[path.index("/bevestigen/") :]
    page = Client(headers={"Accept-Language": "en"}).get(path)
    assert (page["Referrer-Policy"], page["X-Robots-Tag"]) == ("same-origin", "noindex")
    assert page["Content-Language"] == "nl"  # as the letter
    assert order.number in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    answer = Client().post(path)
    payment = order.payments.get()
    assert answer["Location"] == payment.checkout_url
    assert Client().post(path)["Location"] == payment.checkout_url
    till.pay(payment.provider_id)
    Client().post(f"/webhooks/mollie/{payment.token}/", {"id": payment.provider_id})
    all_news()
    order.refresh_from_db()
    assert order.state == Order.State.RELEASED
    thanks = Client().get(path)
    assert (thanks.status_code, order.number in thanks.content.decode()) == (200, False)
    assert Client().post(path).status_code == 404
    assert Client().get(path[:-2] + "x/").status_code == 404
    assert invoicing.open_cents(order.practice) == 0
    assert Correspondent.objects.get().source == "mail"


def test_a_draft_that_gets_another_customer_while_it_is_placed_is_looked_at_again(
    gloves: Variant, practice: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    buyer, other = a_member(practice), a_practice(may_buy_on_account=True, credit_limit_cents=10_000)
    draft = a_draft("2x GL-8", buyer.email)
    tie = ties.tie

    def tied_and_then_changed_by_a_colleague(*people: int) -> None:
        tie(*people)
        services.choose_customer(draft.pk, other, None, {"person": None})

    monkeypatch.setattr(ties, "tie", tied_and_then_changed_by_a_colleague)
    with pytest.raises(services.NotPlaced):
        services.place(draft.pk, by=None)
    monkeypatch.undo()
    assert not Order.objects.exists()
    services.choose_customer(draft.pk, other, None, {"person": None})
    assert services.place(draft.pk, by=None).practice == other
