"""However a payment is asked for again, it is the same request, and one page takes back who paid it."""

import json
from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client
from django.utils import translation

from accounts.models import Membership
from d4d.foundation import clock
from d4d.foundation.errors import Temporary
from shop.invoicing.mails import invoice_letter
from shop.invoicing.models import Invoice
from shop.payments import services
from shop.payments.models import BillPayment, Mandate, Payment
from shop.payments.services.bill_links import token_of
from tests.accounts.people import signed_in
from tests.shop.builders import a_member, a_practice
from tests.shop.debtors.builders import an_invoice
from tests.shop.ledger import an_agreed_order
from tests.simulator_process import Outside

pytestmark = pytest.mark.django_db
State = Payment.State
Press = Callable[[Invoice], None]


def with_the_link(invoice: Invoice) -> None:
    Client().post(f"/voldoen/{token_of(invoice)}/")


def in_the_account(invoice: Invoice) -> None:
    browser = signed_in(a_member(invoice.customer, Membership.Role.BOOKKEEPER))
    browser.post(f"/mijn/facturen/{invoice.number}/betalen/")


def in_english(invoice: Invoice) -> None:
    browser = Client()
    browser.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    browser.post(f"/voldoen/{token_of(invoice)}/")


def by_the_watch(invoice: Invoice) -> None:
    services.refresh_bill(invoice.tries.get().pk)


def sent(till: Outside) -> list[dict[str, object]]:
    calls = [call for call in till.ledger("mollie") if call["method"] == "POST"]
    return [one["body"] if isinstance(one["body"], dict) else json.loads(one["body"]) for one in calls]


def an_open_invoice() -> Invoice:
    return an_invoice(a_practice(), due_on=clock.today())


@pytest.mark.parametrize("first", [with_the_link, in_the_account, in_english])
@pytest.mark.parametrize("then", [with_the_link, in_the_account, in_english, by_the_watch])
def test_a_lost_answer_is_asked_for_again_through_every_door(
    till: Outside, first: Press, then: Press
) -> None:
    invoice = an_open_invoice()
    till.fault("mollie", "lost_answer")
    first(invoice)
    assert invoice.tries.get().state == State.CREATING
    then(invoice)
    payment = invoice.tries.get()
    assert (payment.state, bool(payment.provider_id)) == (State.OPEN, True)
    lost, found = sent(till)
    assert lost == found


def test_the_lost_answer_about_an_order_is_found_by_the_watch_in_its_own_language(till: Outside) -> None:
    order = an_agreed_order(a_practice())
    till.fault("mollie", "lost_answer")
    with translation.override("en"), pytest.raises(Temporary):
        services.start(order)
    assert services.refresh(order.payments.get().pk).state == State.OPEN


def test_the_lost_answer_about_a_mandate_is_found_by_the_watch_in_its_own_language(till: Outside) -> None:
    with translation.override("en"):
        asked = services.ask_mandate(a_practice().pk, None)
    lost = {"payment_id": None, "checkout_url": "", "state": Mandate.State.CREATING}
    Mandate.objects.filter(pk=asked.pk).update(**lost)
    found = services.refresh_mandate(asked.pk)
    assert (found.state, found.payment_id) == (Mandate.State.OPEN, asked.payment_id)


def test_who_comes_back_without_signing_in_sees_how_it_stands_and_tries_again(till: Outside) -> None:
    payment = services.pay_bill(an_open_invoice())
    visitor, path = Client(), f"/terug/{payment.token}/"
    (asked,) = sent(till)
    assert str(asked["redirectUrl"]).endswith(path)
    assert "/voldoen/" not in str(asked)
    answer = visitor.get(path)
    assert (answer["Referrer-Policy"], answer["X-Robots-Tag"]) == ("same-origin", "noindex")
    waiting = answer.content.decode()
    assert (payment.invoice.number in waiting, "onderweg" in waiting) == (True, True)
    till.pay(payment.provider_id or "", "canceled")
    services.refresh_bill(payment.pk)
    assert "Er is niets afgeschreven" in visitor.get(path).content.decode()
    to = visitor.post(path)["Location"]
    again = BillPayment.objects.get(attempt=2)
    assert to == again.checkout_url
    till.pay(again.provider_id or "")
    services.refresh_bill(again.pk)
    paid = visitor.get(f"/terug/{again.token}/").content.decode()
    assert ("binnen" in paid, '<form method="post">' in paid) == (True, False)
    assert visitor.post(f"/terug/{again.token}/")["Location"] == f"/terug/{again.token}/"
    assert BillPayment.objects.count() == 2


@pytest.mark.parametrize(("reads", "browser"), [("en", "nl"), ("nl", "en")])
def test_who_holds_a_letter_reads_the_pages_behind_it_in_its_language(
    till: Outside, reads: str, browser: str
) -> None:
    practice = a_practice()
    buyer = a_member(practice, language=reads)
    a_member(practice, Membership.Role.MANAGER, language=reads)
    invoice = an_invoice(practice, due_on=clock.today())
    order = an_agreed_order(practice, placed_by=buyer)
    pages = (
        f"/voldoen/{token_of(invoice)}/",
        f"/terug/{services.pay_bill(invoice).token}/",
        f"/terug/{services.start(order).token}/",
    )
    assert invoice_letter(invoice).language == reads
    visitor = Client(headers={"Accept-Language": browser})
    told = [visitor.get(page) for page in pages]
    assert {f'<html lang="{reads}"' in one.content.decode() for one in told} == {True}
    assert {one["Content-Language"] for one in told} == {reads}
    visitor.cookies[settings.LANGUAGE_COOKIE_NAME] = browser  # somebody chose
    assert {visitor.get(page)["Content-Language"] for page in pages} == {browser}


def test_a_member_goes_on_to_the_page_of_the_account_and_a_stranger_to_none(till: Outside) -> None:
    practice = a_practice()
    bill = services.pay_bill(an_invoice(practice, due_on=clock.today()))
    order = services.start(an_agreed_order(practice))
    own, other = signed_in(a_member(practice)), signed_in(a_member(a_practice()))
    assert own.get(f"/terug/{bill.token}/")["Location"] == f"/mijn/facturen/{bill.invoice.number}/betaald/"
    assert own.get(f"/terug/{order.token}/")["Location"] == f"/betaling/{order.order.number}/"
    assert other.get(f"/terug/{order.token}/").status_code == 200
    assert Client().get(f"/terug/{bill.idempotency_key}/").status_code == 404


def test_an_order_that_is_not_paid_is_tried_again_and_a_paid_one_is_not(till: Outside) -> None:
    payment = services.start(an_agreed_order(a_practice()))
    path = f"/terug/{payment.token}/"
    assert Client().post(path)["Location"] == payment.checkout_url
    till.pay(payment.provider_id or "")
    services.refresh(payment.pk)
    page = Client().get(path).content.decode()
    assert ("binnen" in page, '<form method="post">' in page) == (True, False)
    assert Client().post(path)["Location"] == path
    assert Payment.objects.count() == 1
