"""A practice orders on account; four parcels come, and one invoice at the end of the month."""

from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from accounts.models import Practice
from d4d.foundation import clock
from shop.catalogue import services as catalogue
from shop.catalogue.models import Variant
from shop.invoicing import services as invoicing
from shop.invoicing.models import Invoice
from shop.orders.models import Order
from shop.shipping import services as shipping
from shop.shipping.models import Shipment
from tests.accounts.people import signed_in, somebody_of_the_staff
from tests.journeys import steps
from tests.journeys.accessibility import Eyes
from tests.servers import House
from tests.shop.builders import a_member, a_practice, an_article, on_the_shelf, the_tariffs
from tests.simulator_process import Outside
from tools.processes import wait_until

pytestmark = [
    pytest.mark.browser,
    pytest.mark.servers,
    pytest.mark.django_db(transaction=True),
    pytest.mark.timeout(600),
]


def test_four_shipments_become_one_invoice_to_the_cent(house: House, page: Page, eyes: Eyes) -> None:
    the_tariffs()
    gloves = an_article(name="Handschoenen", unit_price_e4=33_333)
    varnish = an_article(name="Fluoridelak", unit_price_e4=127_777, vat_class="low")
    on_the_shelf(gloves, 7)
    catalogue.reindex_all()
    order = ordered_in_the_browser(house, page, eyes, f"{gloves.number} 29\n{varnish.number} 3")

    send_what_lies_ready(order)
    book_in_at_the_desk(house, page, gloves, 11)
    send_what_lies_ready(order)
    on_the_shelf(varnish, 3)
    send_what_lies_ready(order)
    on_the_shelf(gloves, 50)
    send_what_lies_ready(order)

    order.refresh_from_db()
    assert order.state == Order.State.SHIPPED
    assert Shipment.objects.filter(state=Shipment.State.HANDED_OVER).count() == 4
    assert invoicing.issue_collected(clock.today()) == []
    (invoice,) = invoicing.issue_collected(first_of_next_month())
    assert invoicing.issue_collected(first_of_next_month()) == []
    assert_it_adds_up(invoice, order)
    mail = steps.mail_about(Outside(house.simulator_origin), order.practice.billing_email, "Factuur")
    assert [one["name"] for one in mail["attachments"]] == [f"{invoice.number}.pdf", f"{invoice.number}.xml"]


def ordered_in_the_browser(house: House, page: Page, eyes: Eyes, pasted: str) -> Order:
    """Order more than lies on the shelf, on account."""
    practice = a_practice(
        kvk_number="12345678",
        may_buy_on_account=True,
        credit_limit_cents=100_000,
        payment_days=30,
        invoice_rhythm=Practice.InvoiceRhythm.MONTHLY,
    )
    steps.let_in(page, house, signed_in(a_member(practice)))
    steps.put_in_the_cart(page, house, pasted, eyes.look)
    steps.check_out(page, "on_account", eyes.look)
    steps.press(page, "Plaats de bestelling")
    page.wait_for_url("**/afrekenen/gelukt/**")
    eyes.look(page)
    expect(page.get_by_role("main")).to_contain_text("Niet alles is op voorraad")
    return Order.objects.get(number=steps.number_in(page))


def book_in_at_the_desk(house: House, page: Page, article: Variant, quantity: int) -> None:
    """The warehouse receives goods in the browser."""
    browser = page.context.browser
    assert browser
    desk = steps.another_window(browser)
    steps.let_in(desk, house, signed_in(somebody_of_the_staff(), second_factor=True))
    desk.goto(f"{house.origin}/beheer/stock/batch/receipt/")
    desk.locator('[name="article"]').fill(article.number)
    desk.locator('[name="quantity"]').fill(str(quantity))
    steps.go_on(desk, desk.locator("main form .submit-row input, #content form .submit-row input").first)
    expect(desk.locator(".messagelist")).to_contain_text(f"{quantity} × {article.number}")
    desk.context.close()


def send_what_lies_ready(order: Order) -> None:
    """Pack and hand over the shipment that the news of goods has put on the pick list."""
    waiting = Shipment.objects.filter(order=order, state=Shipment.State.TO_PICK)
    wait_until(waiting.exists, "something to pick", within=60)
    shipment = waiting.get()
    shipping.pack(shipment.pk, courier="manual")
    shipping.hand_over(shipment.pk)


def first_of_next_month() -> date:
    """The day on which this month is billed."""
    return (clock.today().replace(day=1) + timedelta(days=32)).replace(day=1)


def assert_it_adds_up(invoice: Invoice, order: Order) -> None:
    """One invoice bills each piece once, the carriage once, and asks what was agreed."""
    assert Invoice.objects.get() == invoice
    billed = {line.order_line_id: line.quantity for line in invoice.lines.exclude(order_line=None)}
    assert billed == dict(order.lines.values_list("pk", "quantity"))
    assert sum(line.net_cents for line in invoice.lines.all()) == order.goods_cents + order.carriage_cents
    assert (invoice.net_cents, invoice.vat_cents, invoice.total_cents) == (
        order.goods_cents + order.carriage_cents,
        order.vat_cents,
        order.total_cents,
    )
