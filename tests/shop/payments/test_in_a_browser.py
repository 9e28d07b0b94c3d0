"""Paying with the real browser: across origins under the enforced policy, and back."""

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from d4d.foundation import clock
from shop.invoicing import services as invoicing
from shop.invoicing.models import Invoice
from shop.orders.models import Order
from shop.payments.services.bill_links import token_of
from tests.journeys.steps import go_on
from tests.servers import House, built_house, opened
from tests.shop.builders import a_member, a_practice
from tests.shop.ledger import Piece, an_agreed_order
from tests.simulator_process import Outside
from tools.processes import wait_until

pytestmark = [
    pytest.mark.browser,
    pytest.mark.servers,
    pytest.mark.any_database,
]


@pytest.fixture(scope="module")
def house(database_of_the_file: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """One house for all; each of them has a practice with an order of its own."""
    with opened(built_house(tmp_path_factory.mktemp("house"))) as standing:
        yield standing


def let_in(page: Page, house: House, order: Order) -> None:
    client = Client()
    client.force_login(a_member(order.practice))
    page.context.add_cookies(
        [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": house.origin}]
    )


def test_paying_at_the_provider_brings_back_to_a_paid_order_and_a_mailed_invoice(
    house: House, page: Page
) -> None:
    order = an_agreed_order(a_practice(kvk_number="12345678"), [Piece(3)], carriage_cents=695)
    let_in(page, house, order)
    page.goto(f"{house.origin}/betaling/{order.number}/")
    page.get_by_label("iDEAL | Wero").check()
    go_on(page, page.get_by_role("button", name=re.compile("Betaal")))
    page.wait_for_url(f"{house.simulator_origin}/**")
    go_on(page, page.get_by_role("button", name="Betaald"))
    page.wait_for_url(f"{house.origin}/betaling/{order.number}/")
    expect(page.get_by_text("uw betaling is binnen")).to_be_visible()
    outside = Outside(house.simulator_origin)
    wait_until(lambda: len(_invoice_mails(outside, order)) == 1, "the invoice mail", within=60)
    (mail,) = _invoice_mails(outside, order)
    number = Invoice.objects.filter(lines__order=order).distinct().get().number
    assert [one["name"] for one in mail["attachments"]] == [f"{number}.pdf", f"{number}.xml"]
    page.goto(f"{house.origin}/mijn/facturen/")
    expect(page.get_by_role("row", name=re.compile(number))).to_contain_text("betaald")
    with page.expect_download() as download:
        page.get_by_role("link", name=f"PDF {number}").click()
    assert download.value.suggested_filename == f"{number}.pdf"


def test_without_javascript_one_stops_and_pays_again(house: House, page_without_javascript: Page) -> None:
    page = page_without_javascript
    order = an_agreed_order(a_practice())
    let_in(page, house, order)
    page.goto(f"{house.origin}/betaling/{order.number}/")
    go_on(page, page.get_by_role("button", name=re.compile("Betaal")))
    go_on(page, page.get_by_role("button", name="Geannuleerd"))
    _look_until(page, "U heeft de betaling gestopt")
    go_on(page, page.get_by_role("button", name=re.compile("Betaal")))
    go_on(page, page.get_by_role("button", name="Betaald"))
    _look_until(page, "uw betaling is binnen")
    order.refresh_from_db()
    assert order.paid_at is not None


def test_the_link_in_a_letter_leads_to_the_provider_and_back_without_signing_in(
    house: House, page: Page
) -> None:
    order = an_agreed_order(a_practice(), [Piece(2)], terms=Order.Terms.ON_ACCOUNT)
    invoicing.bill_shipment(order.pk, f"P-{order.number}", {order.lines.get().pk: 2}, clock.today())
    invoice = Invoice.objects.filter(lines__order=order).distinct().get()
    page.goto(f"{house.origin}/voldoen/{token_of(invoice)}/")
    go_on(page, page.get_by_role("button", name="Nu betalen"))
    page.wait_for_url(f"{house.simulator_origin}/**")
    go_on(page, page.get_by_role("button", name="Betaald"))
    page.wait_for_url(f"{house.origin}/terug/**")
    _look_until(page, "Uw betaling is binnen")


def test_the_list_of_invoices_tells_what_is_open(house: House, page: Page) -> None:
    practice = a_practice()
    order = an_agreed_order(practice, [Piece(2)], terms=Order.Terms.ON_ACCOUNT)
    invoicing.bill_shipment(order.pk, f"P-{order.number}", {order.lines.get().pk: 1}, clock.today())
    let_in(page, house, order)
    page.goto(f"{house.origin}/mijn/facturen/")
    expect(page.get_by_role("table")).to_contain_text("open")
    go_on(page, page.get_by_role("link", name="Betaald"))
    expect(page.get_by_text("Hier is niets.")).to_be_visible()


def _invoice_mails(outside: Outside, order: Order) -> list[dict[str, object]]:
    to = order.practice.billing_email
    sent = [mail for mail in outside.mails() if to in [one["email"] for one in mail["to"]]]
    return [mail for mail in sent if "Factuur" in str(mail["subject"])]


def _look_until(page: Page, words: str) -> None:
    def is_there() -> bool:
        again = page.get_by_role("link", name="Kijk opnieuw")
        if again.count():
            go_on(page, again)
        return page.get_by_text(words).count() > 0

    wait_until(is_there, words, within=60)
