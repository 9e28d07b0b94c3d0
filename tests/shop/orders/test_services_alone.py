"""An order of services alone: nothing of it is called goods, packed or shipped, from the cart to the end."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from shop.cart import services as cart
from shop.catalogue.models import Variant
from shop.orders import second_look
from shop.orders import services as orders
from shop.orders.models import Order
from tests.accounts.people import post_is_delivered, signed_in, somebody_of_the_staff
from tests.shop.builders import Buyer, an_article, an_order, asked
from tests.shop.checkout.steps import DELIVERY, choose, look

OF_GOODS = ("oederen", "erzonden", "pakket", "akken", "Bezorgadres")


@pytest.fixture
def service(buyer: Buyer) -> Variant:
    return an_article(name="Instructie", is_service=True)


def delivered(buyer: Buyer, service: Variant) -> Order:
    """Released, and so done."""
    order = an_order(buyer.practice, {service: 1}, placed_by=buyer.user, terms="on_account")
    orders.deliver_services(order.pk)
    order.refresh_from_db()
    return order


def shown(buyer: Buyer, page: str, *about: str) -> str:
    """What a page says itself, without the furniture around it."""
    text = buyer.client.get(reverse(page, args=about)).content.decode()
    return text.partition("<main")[2].partition("</main")[0]


def spoken(text: str) -> list[str]:
    return [word for word in OF_GOODS if word in text]


def test_it_ends_delivered_on_every_page_and_at_the_desk(buyer: Buyer, service: Variant) -> None:
    order = delivered(buyer, service)
    assert order.state == Order.State.SHIPPED
    desk = signed_in(somebody_of_the_staff(), second_factor=True)
    for page in (shown(buyer, "orders:list"), shown(buyer, "orders:detail", order.number)):
        assert ("eleverd" in page, spoken(page)) == (True, [])
        assert ("badge--ok" in page, "badge--info" in page) == (True, False)
    assert shown(buyer, "orders:detail", order.number).count("eleverd") == 2
    row = desk.get(reverse("admin:orders_order_change", args=[order.pk])).content.decode()
    assert row.count("geleverd") == 2
    listed = desk.get(reverse("admin:orders_order_changelist")).context["cl"]
    assert [one.get_state_display() for one in listed.result_list] == ["geleverd"]


def test_goods_beside_it_are_shipped_as_ever(buyer: Buyer, service: Variant) -> None:
    order = an_order(buyer.practice, {buyer.variant: 1, service: 1}, terms="on_account")
    orders.deliver_services(order.pk)
    orders.record_shipped(order.pk, {order.lines.get(is_service=False).pk: 1})
    page = shown(buyer, "orders:detail", order.number)
    assert ("Verzonden" in page, "Pakketten" in page, "Bezorgadres" in page) == (True, True, True)


def test_long_lists_ask_no_more_than_short_ones(buyer: Buyer, service: Variant) -> None:
    counts = []
    shown(buyer, "orders:list")  # what is asked once only
    for _more in range(2):
        delivered(buyer, service)
        delivered(buyer, service)
        with CaptureQueriesContext(connection) as heard:
            shown(buyer, "orders:list")
        counts.append(len(asked(heard)))
    assert counts[0] == counts[1]


def test_no_letter_speaks_of_goods(buyer: Buyer, service: Variant, monkeypatch: pytest.MonkeyPatch) -> None:
    delivered(buyer, service)
    monkeypatch.setattr(second_look, "_wishes", {"": lambda _: True})
    paid = an_order(buyer.practice, {service: 1}, placed_by=buyer.user)
    post_is_delivered()
    orders.mark_paid(paid.pk)
    post_is_delivered()
    orders.release(paid.pk, None, reason="gezien")
    told = post_is_delivered()
    assert len(told) == 4
    for letter in told:
        html = str(letter.alternatives[0][0]).partition('class="letter"')[2]
        assert spoken(letter.subject + letter.body + html) == [], letter.subject
    assert sum("gaat meteen in" in one.body for one in told) == 2
    assert sum("gaat in wat u hebt besteld" in one.body for one in told) == 1


def test_the_way_to_it_asks_nothing_about_parcels(buyer: Buyer, service: Variant) -> None:
    cart.put(buyer.practice, buyer.user, service.pk, 1)
    page = buyer.client.get(DELIVERY).content.decode()
    assert ('name="address_id"' in page, 'name="ships_complete"' in page) == (True, False)
    assert 'name="delivery_note"' not in page
    choose(buyer, ships_complete="on")
    text, _answers = look(buyer)
    assert spoken(text.partition("<main")[2].partition("</main")[0]) == []
    cart.put(buyer.practice, buyer.user, buyer.variant.pk, 1)
    assert 'name="ships_complete"' in buyer.client.get(DELIVERY).content.decode()


def test_the_page_after_it_promises_no_parcel(buyer: Buyer, service: Variant) -> None:
    order = an_order(buyer.practice, {service: 1}, placed_by=buyer.user)
    page = shown(buyer, "checkout:placed", order.number)
    assert ("gaat in wat u hebt besteld" in page, spoken(page)) == (True, [])
