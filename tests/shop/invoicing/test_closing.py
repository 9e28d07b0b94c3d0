"""The day on which nothing is open any more, of an invoice and of its order: legal periods count from it."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from accounts.models import Practice
from d4d.foundation import clock, outbox, relay
from d4d.foundation.models import Delivery
from shop.invoicing import services
from shop.invoicing.events import InvoiceClosed
from shop.invoicing.models import Invoice, Settlement
from shop.orders import services as orders
from shop.orders.events import OrderClosed
from shop.orders.models import Order
from tests.shop.builders import a_practice
from tests.shop.ledger import Piece, an_agreed_order

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)


def on(day: date) -> time_machine.travel:
    return time_machine.travel(NOON.replace(month=day.month, day=day.day, year=day.year), tick=False)


def paid() -> Invoice:
    """Paid in advance on 4 May 2026."""
    with on(date(2026, 5, 4)):
        return services.issue_for_order(an_agreed_order(a_practice(), [Piece(3)]).pk)


def on_account(practice: Practice | None = None) -> Invoice:
    """On account, of 36.30 euros, issued on 4 May 2026."""
    with on(date(2026, 5, 4)):
        order = an_agreed_order(practice or a_practice(), [Piece(3)], terms=Order.Terms.ON_ACCOUNT)
        invoice = services.bill_shipment(order.pk, f"P-{order.pk}", _all_of(order), clock.today())
    assert invoice
    return invoice


def _all_of(order: Order) -> dict[int, int]:
    return dict(order.lines.values_list("pk", "quantity"))


def closed_on(invoice: Invoice) -> date | None:
    return Invoice.objects.get(pk=invoice.pk).closed_on


def order_of(invoice: Invoice) -> Order:
    return Order.objects.get(invoice_lines__invoice=invoice)


def close(order: Order, state: str = Order.State.SHIPPED) -> None:
    Order.objects.filter(pk=order.pk).update(state=state, closed_at=NOON)


def news_is_told() -> None:
    while relay.run_once():
        pass


def books_closed_on(invoice: Invoice) -> date | None:
    services.close_orders_of(invoice.pk)
    return order_of(invoice).books_closed_on


def test_an_invoice_paid_in_advance_is_settled_by_its_payment_at_once() -> None:
    invoice = paid()
    settlement = Settlement.objects.get()
    assert (settlement.invoice, settlement.kind) == (invoice, "payment")
    assert (settlement.amount_cents, settlement.settled_at) == (3_630, NOON)
    assert (invoice.open_now(), closed_on(invoice)) == (0, date(2026, 5, 4))
    services.issue_for_order(order_of(invoice).pk)
    assert Settlement.objects.count() == 1


def test_an_invoice_on_account_is_closed_on_the_day_of_the_last_money() -> None:
    invoice = on_account()
    assert closed_on(invoice) is None
    services.receive(invoice.pk, 3_000, reference="1", on=date(2027, 1, 8))
    assert closed_on(invoice) is None
    services.receive(invoice.pk, 630, reference="2", on=date(2026, 12, 30))
    assert closed_on(invoice) == date(2027, 1, 8)


def test_money_from_before_the_invoice_closes_it_on_the_day_of_the_invoice() -> None:
    invoice = on_account()
    services.receive(invoice.pk, 3_630, reference="1", on=date(2026, 4, 30))
    assert closed_on(invoice) == date(2026, 5, 4)


def test_a_paid_invoice_that_is_credited_later_closes_later() -> None:
    invoice = paid()
    with on(date(2027, 2, 1)):
        note = services.credit(invoice.pk, {1: 1}, reason="retour", occasion="test:1")
        assert (closed_on(invoice), closed_on(note)) == (date(2027, 2, 1), None)
    with on(date(2027, 2, 9)):
        services.settle(note.pk, note.total_cents, "refund:1", Settlement.Kind.REFUND)
    assert (closed_on(invoice), closed_on(note)) == (date(2027, 2, 1), date(2027, 2, 9))


def test_an_open_invoice_that_is_credited_is_closed_together_with_its_note() -> None:
    invoice = on_account()
    with on(date(2026, 6, 1)):
        note = services.credit(invoice.pk, reason="retour", occasion="test:1")
    assert (closed_on(invoice), closed_on(note)) == (date(2026, 6, 1), date(2026, 6, 1))


def test_a_charge_back_opens_an_invoice_until_the_money_is_back() -> None:
    invoice = paid()
    with on(date(2026, 7, 1)):
        services.settle(invoice.pk, -3_630, "charge-back:1")
        assert (closed_on(invoice), invoice.open_now()) == (None, 3_630)
    with on(date(2026, 8, 1)):
        services.settle(invoice.pk, 3_630, "charge-back:2")
    assert closed_on(invoice) == date(2026, 8, 1)


def test_the_seal_does_not_cover_the_day_of_closing() -> None:
    invoice = on_account()
    services.receive(invoice.pk, 3_630, reference="1", on=date(2026, 5, 6))
    with time_machine.travel(NOON + timedelta(minutes=1)):
        assert list(services.verify()) == []


def test_each_closing_is_told_even_the_second_one() -> None:
    heard: list[int] = []

    def hear(event: InvoiceClosed) -> None:
        heard.append(event.invoice_id)

    hear.__qualname__ = "test_each_closing_is_told"
    outbox.subscribe(InvoiceClosed, hear)
    invoice = paid()
    news_is_told()
    for turn, amount in enumerate((-3_630, 3_630)):
        services.settle(invoice.pk, amount, f"charge-back:{turn}")
        news_is_told()
    assert heard == [invoice.pk, invoice.pk]


def test_the_books_of_an_order_close_with_the_last_of_its_invoices() -> None:
    invoice = paid()
    assert books_closed_on(invoice) is None
    close(order_of(invoice))
    assert books_closed_on(invoice) == date(2026, 5, 4)
    with on(date(2027, 3, 1)):
        note = services.credit(invoice.pk, {1: 1}, reason="retour", occasion="test:1")
    assert books_closed_on(note) is None
    with on(date(2027, 3, 5)):
        services.settle(note.pk, note.total_cents, "refund:1", Settlement.Kind.REFUND)
    assert books_closed_on(note) == date(2027, 3, 5)


def test_what_was_delivered_and_not_yet_billed_keeps_the_books_open() -> None:
    practice = a_practice(invoice_rhythm="weekly")
    order = an_agreed_order(practice, [Piece(3)], terms=Order.Terms.ON_ACCOUNT)
    services.bill_shipment(order.pk, "P-1", _all_of(order), date(2026, 5, 4))
    close(order)
    services.close_books_of(order.pk)
    order.refresh_from_db()
    assert order.books_closed_on is None
    with on(date(2026, 5, 11)):
        (invoice,) = services.issue_collected()
        services.receive(invoice.pk, 3_630, reference="1", on=date(2026, 5, 11))
    assert books_closed_on(invoice) == date(2026, 5, 11)


def test_an_order_that_never_had_an_invoice_is_over_when_it_is_closed() -> None:
    order = an_agreed_order(a_practice())
    with on(date(2026, 5, 6)):
        orders.cancel(order.pk)
        assert Delivery.objects.filter(topic=OrderClosed.topic).exists()
        news_is_told()
    order.refresh_from_db()
    assert order.books_closed_on == date(2026, 5, 6)


def test_an_order_hears_by_itself_that_its_invoices_are_closed() -> None:
    invoice = on_account()
    close(order_of(invoice))
    services.receive(invoice.pk, 3_630, reference="1", on=date(2026, 5, 20))
    news_is_told()
    assert order_of(invoice).books_closed_on == date(2026, 5, 20)
    services.settle(invoice.pk, -1, "test:1")
    news_is_told()
    assert order_of(invoice).books_closed_on is None
