"""A service that was delivered leaves the goods beside it free: to be changed, called off, and counted."""

import pytest
from django.urls import reverse

from d4d.foundation import states
from shop.cart.quote import Wanted, goods_only
from shop.checkout.credit import ordered_cents
from shop.invoicing import services as invoicing
from shop.invoicing.models import Invoice
from shop.orders import services as orders
from shop.orders.models import Cancellation, Order
from shop.shipping import services
from shop.shipping.models import Shipment
from tests.shop.builders import Buyer, an_article, an_order
from tests.shop.shipping.stations import told

pytestmark = pytest.mark.django_db


def ordered(buyer: Buyer, terms: str = Order.Terms.ON_ACCOUNT, pieces: int = 1) -> Order:
    """Goods at 24.95 a piece beside a service of fifty, which is delivered."""
    service = an_article(name="Instructie op locatie", unit_price_e4=500_000, is_service=True)
    order = an_order(buyer.practice, {buyer.variant: pieces, service: 1}, terms=terms)
    if terms == Order.Terms.PREPAID:
        orders.mark_paid(order.pk)
        invoicing.issue_for_order(order.pk)
    return now(order)


def now(order: Order) -> Order:
    told()
    order = Order.objects.get(pk=order.pk)
    assert order.has_begun
    return order


def sent(order: Order) -> Order:
    services.pack(Shipment.objects.get(order=order).pk, courier="manual")
    services.hand_over(Shipment.objects.get(order=order).pk)
    return now(order)


def test_nothing_is_said_to_be_shipped_before_a_parcel_leaves(buyer: Buyer) -> None:
    order = ordered(buyer, pieces=11)
    assert order.state == Order.State.RELEASED
    assert {step.went_to for step in states.history(order)} == {Order.State.RELEASED}
    page = buyer.client.get(reverse("orders:detail", args=[order.number])).content.decode()
    assert "deels verzonden" not in page.lower()
    assert sent(order).state == Order.State.PARTLY_SHIPPED


def test_the_desk_may_still_add_and_agree_on_a_price(buyer: Buyer) -> None:
    buyer.practice.may_buy_on_account, buyer.practice.credit_limit_cents = True, 1_000_000
    buyer.practice.save()
    order = ordered(buyer)
    more = goods_only(buyer.practice, [Wanted(an_article(), 1)], "NL")
    orders.add_pieces(order.pk, more, reason="gebeld", by=None)
    line = order.lines.get(variant=buyer.variant)
    assert orders.agree_price(order.pk, line.pk, 90_000, reason="gebeld", by=None).goods_cents == 6_900
    with pytest.raises(orders.CannotBeChanged):
        orders.agree_price(order.pk, order.lines.get(is_service=True).pk, 1, reason="gebeld", by=None)


def test_the_practice_calls_off_what_is_to_come_and_what_was_billed_stays(buyer: Buyer) -> None:
    order = ordered(buyer)
    page = buyer.client.post(
        reverse("orders:cancel", args=[order.number]), {"reason": "te veel"}, follow=True
    ).content.decode()
    assert "Wat nog zou komen is geannuleerd." in page
    order = now(order)
    assert order.state == Order.State.SHIPPED
    assert not Cancellation.objects.get().is_whole_order
    assert Invoice.objects.get().net_cents == 5_000
    assert ordered_cents(buyer.practice) == 0


def test_the_page_that_asks_says_what_stays(buyer: Buyer) -> None:
    order = ordered(buyer)
    page = buyer.client.get(reverse("orders:cancel", args=[order.number])).content.decode()
    assert "wat al geleverd is, blijft." in page
    assert "Alles wordt afgezegd" not in page


def test_what_is_billed_is_not_on_order_and_carriage_is_until_the_goods_leave(buyer: Buyer) -> None:
    order = ordered(buyer, pieces=2)
    assert ordered_cents(buyer.practice) == order.total_cents - 6_050 == 4_990 + 695 + 1_194
    orders.cancel_lines(order.pk, {order.lines.get(is_service=False).pk: 1}, reason="te veel", by=None)
    assert ordered_cents(buyer.practice) == 2_495 + 695 + 670
    orders.cancel(order.pk)
    assert ordered_cents(buyer.practice) == 0


def credited(order: Order) -> list[tuple[int, int]]:
    """Net amounts of the credit notes of a prepaid order, and what is left to be credited."""
    invoice = Invoice.objects.get(occasion=f"order:{order.pk}")
    left = invoice.net_cents - sum(note.net_cents for note in invoice.credit_notes.all())
    return [(note.net_cents, left) for note in invoice.credit_notes.order_by("pk")]


def test_a_prepaid_order_is_credited_for_its_goods_and_their_carriage_only(buyer: Buyer) -> None:
    order = ordered(buyer, Order.Terms.PREPAID)
    cancellation = orders.cancel(order.pk, reason="dubbel")
    assert now(order).state == Order.State.SHIPPED
    assert credited(order) == [(2_495 + 695, 5_000)]
    invoicing.credit_cancellation(cancellation.pk)
    assert len(credited(order)) == 1


def test_carriage_comes_back_with_the_last_goods_and_once(buyer: Buyer) -> None:
    order = ordered(buyer, Order.Terms.PREPAID, pieces=3)
    line = order.lines.get(variant=buyer.variant)
    for pieces in (1, 2):
        orders.cancel_lines(order.pk, {line.pk: pieces}, reason="te veel", by=None)
        told()
    assert [net for net, _ in credited(order)] == [2_495, 2 * 2_495 + 695]


def test_carriage_of_a_parcel_that_left_is_not_given_back(buyer: Buyer) -> None:
    order = sent(ordered(buyer, Order.Terms.PREPAID, pieces=11))
    orders.cancel_lines(order.pk, {order.lines.get(is_service=False).pk: 1}, reason="te laat", by=None)
    assert now(order).state == Order.State.SHIPPED
    assert [net for net, _ in credited(order)] == [2_495]
