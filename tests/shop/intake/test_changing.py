"""Staff change an open order until it is packed, at the customer's wish, and the customer hears of it."""

from typing import Any

import pytest
from django.core import mail

from d4d.foundation import states
from shop.invoicing.models import Invoice
from shop.orders.models import Order
from shop.shipping import services as shipping
from tests.shop.builders import Buyer, an_address, an_article, an_order, on_the_shelf
from tests.shop.intake.desk import all_news, at_the_desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def order(buyer: Buyer) -> Order:
    """Two composites on account, on the pick list."""
    type(buyer.practice).objects.filter(pk=buyer.practice.pk).update(
        may_buy_on_account=True, credit_limit_cents=20_000
    )
    order = an_order(buyer.practice, {buyer.variant: 2}, placed_by=buyer.user, terms="on_account")
    all_news()
    mail.outbox.clear()
    return order


def change(order: Order, page: str, **sent: object) -> Any:
    return at_the_desk().post(f"/beheer/orders/order/{order.pk}/{page}/", {"reason": "gebeld", **sent})


def test_what_is_added_costs_todays_price_and_travels_along(buyer: Buyer, order: Order) -> None:
    gloves = an_article(name="Handschoenen", number="GL-8")
    on_the_shelf(gloves, 10)
    assert (order.goods_cents, order.carriage_cents, order.total_cents) == (4_990, 695, 6_879)
    assert change(order, "add", article="gl-8", quantity=3).status_code == 302
    order.refresh_from_db()
    assert (order.goods_cents, order.carriage_cents, order.total_cents) == (7_990, 695, 10_509)
    assert list(order.lines.order_by("pk").values_list("quantity", "allocated")) == [(2, 2), (3, 3)]
    all_news()
    parcels = order.shipments.exclude(state="cancelled")
    assert sum(line.quantity for line in parcels.get().lines.all()) == 5
    [letter] = [one for one in mail.outbox if one.to == [buyer.user.email]]
    assert "GL-8" in letter.body
    assert "gebeld" in letter.body
    assert change(order, "add", article="gl-8", quantity=9).status_code == 200  # over the limit
    assert order.lines.count() == 2


def test_vat_is_counted_over_the_order_with_what_was_added_to_it(buyer: Buyer, order: Order) -> None:
    order.lines.update(net_cents=1_002)
    Order.objects.filter(pk=order.pk).update(
        goods_cents=1_002, carriage_cents=0, vat_cents=210, total_cents=1_212
    )
    tips = an_article(number="TIP-1", unit_price_e4=100_200)
    on_the_shelf(tips, 10)
    assert change(order, "add", article="tip-1", quantity=1).status_code == 302
    order.refresh_from_db()
    assert (order.goods_cents, order.vat_cents, order.total_cents) == (2_004, 421, 2_425)


def test_one_order_holds_one_kind_of_vat(buyer: Buyer, order: Order) -> None:
    Order.objects.filter(pk=order.pk).update(delivery_country="DE")
    practices = type(buyer.practice).objects.filter(pk=buyer.practice.pk)
    practices.update(vat_id="DE136695976", vat_answer="valid")
    answer = change(order, "add", article=buyer.variant.number, quantity=1)
    assert "maak een nieuwe bestelling" in answer.content.decode()
    practices.update(vat_answer="unknown")
    assert order.lines.count() == 1
    assert change(order, "add", article=buyer.variant.number, quantity=1).status_code == 302
    Order.objects.filter(pk=order.pk).update(vat_treatment=Order.VatTreatment.INTRA_COMMUNITY)
    assert change(order, "add", article=buyer.variant.number, quantity=1).status_code == 200
    assert order.lines.count() == 2


def test_a_service_is_added_under_the_vat_number_of_the_order_only(buyer: Buyer, order: Order) -> None:
    service = an_article(number="INS-1", is_service=True)
    practices = type(buyer.practice).objects.filter(pk=buyer.practice.pk)
    practices.update(vat_id="DE136695976", vat_answer="valid")
    assert change(order, "add", article=service.number, quantity=1).status_code == 200
    assert order.lines.count() == 1
    Order.objects.filter(pk=order.pk).update(vat_id="DE136695976")
    assert change(order, "add", article=service.number, quantity=1).status_code == 302
    assert order.lines.get(is_service=True).vat_category == "AE"
    order.refresh_from_db()
    assert (order.goods_cents, order.vat_cents) == (4_990 + 1_000, 1_194)


def test_an_address_is_changed_until_the_order_is_packed(buyer: Buyer, order: Order) -> None:
    other = an_address(buyer.practice, street="Kade", house_number="7")
    assert change(order, "address", address=other.pk).status_code == 302
    order.refresh_from_db()
    assert order.delivery_street_line() == "Kade 7"
    assert states.history(order).last().reason == "gebeld"  # type: ignore[union-attr]
    all_news()
    shipping.pack(order.shipments.exclude(state="cancelled").get().pk, courier="postnl")
    assert change(order, "address", address=buyer.practice.addresses.first().pk).status_code == 200  # type: ignore[union-attr]
    assert change(order, "add", article=buyer.variant.number, quantity=1).status_code == 200
    order.refresh_from_db()
    assert (order.delivery_street, order.lines.count()) == ("Kade", 1)


def test_another_price_needs_a_right_and_a_reason_until_it_is_packed(buyer: Buyer, order: Order) -> None:
    line, page = order.lines.get(), f"/beheer/orders/order/{order.pk}/price/"
    sent = {"line": line.pk, "price": "20,00", "reason": "afspraak op de beurs"}
    finance, seller = at_the_desk("finance"), at_the_desk("sales")
    assert [seller.get(page).status_code, seller.post(page, sent).status_code] == [403, 403]
    row = f"/beheer/orders/order/{order.pk}/change/"
    assert [page in one.get(row).content.decode() for one in (seller, finance)] == [False, True]
    assert finance.post(page, sent | {"reason": " "}).status_code == 200
    order.refresh_from_db()
    assert order.total_cents == 6_879
    assert finance.post(page, sent).status_code == 302
    order.refresh_from_db()
    line.refresh_from_db()
    assert (line.unit_price_e4, line.net_cents) == (200_000, 4_000)
    assert (order.goods_cents, order.vat_cents, order.total_cents) == (4_000, 986, 5_681)
    agreed = f"{line.number}: €\u00a024,95 → €\u00a020,00 (afspraak op de beurs)"
    assert states.history(order).last().reason == agreed  # type: ignore[union-attr]
    all_news()
    [letter] = [one for one in mail.outbox if one.to == [buyer.user.email]]
    assert f"De reden: {agreed}." in letter.body
    assert "€\u00a056,81" in letter.body
    assert finance.post(page, sent | {"price": "120,00"}).status_code == 200  # over the limit
    shipment = order.shipments.exclude(state="cancelled").get()
    shipping.pack(shipment.pk, courier="manual")
    assert page not in finance.get(row).content.decode()
    assert finance.post(page, sent | {"price": "1,00"}).status_code == 200
    order.refresh_from_db()
    assert order.total_cents == 5_681
    shipping.hand_over(shipment.pk)
    all_news()
    assert Invoice.objects.get().total_cents == 5_681


def test_what_was_paid_in_advance_keeps_its_price(buyer: Buyer) -> None:
    order = an_order(buyer.practice, {buyer.variant: 2}, placed_by=buyer.user)
    sent = {"line": order.lines.get().pk, "price": "20,00", "reason": "afspraak"}
    finance, page = at_the_desk("finance"), f"/beheer/orders/order/{order.pk}/price/"
    assert page not in finance.get(f"/beheer/orders/order/{order.pk}/change/").content.decode()
    assert finance.post(page, sent).status_code == 200
    order.refresh_from_db()
    assert order.total_cents == 6_879
