"""Acts on many rows: first what will happen and what is passed over, then only that."""

from typing import Any

import pytest
from django.test import Client

from d4d.foundation import clock, relay
from d4d.foundation.models import Delivery
from shop.catalogue.models import Product
from shop.invoicing import services as invoicing
from shop.orders import services as orders
from shop.shipping import services as shipping
from tests.accounts.people import post_is_delivered, signed_in
from tests.promises.desk import a_role
from tests.shop.builders import a_practice, an_article, an_order, on_the_shelf, the_tariffs

pytestmark = pytest.mark.django_db


@pytest.fixture
def article():
    the_tariffs()
    article = an_article()
    on_the_shelf(article, 100)
    return article


def desk_of(role: str) -> Client:
    return signed_in(a_role(role, f"{role.replace(' ', '-')}@d4d.example"), second_factor=True)


def chosen(desk: Client, room: str, act: str, *rows: Any, **more: str) -> Any:
    return desk.post(
        f"/beheer/{room}/", {"action": act, "_selected_action": [one.pk for one in rows], **more}
    )


def test_products_go_on_sale_only_when_nothing_is_missing(article) -> None:
    desk = desk_of("sales")
    ready = an_article(is_published=False).product
    unchecked = an_article(is_published=False).product
    Product.objects.filter(pk=unchecked.pk).update(device_class=Product.DeviceClass.IIA)
    rows = (ready, unchecked, article.product)
    page = chosen(desk, "catalogue/product", "publish", *rows).content.decode()
    assert "2 regels worden overgeslagen" in page
    chosen(desk, "catalogue/product", "publish", *rows, confirmed="1")
    on_sale = Product.objects.filter(is_published=True).values_list("pk", flat=True)
    assert set(on_sale) == {ready.pk, article.product.pk}
    chosen(desk, "catalogue/product", "take_off_sale", *rows, confirmed="1")
    assert not Product.objects.filter(is_published=True).exists()


def test_an_invoice_goes_once_more_as_the_same_letter(article) -> None:
    order = orders.mark_paid(an_order(a_practice(), {article: 1}).pk)
    invoice, desk = invoicing.issue_for_order(order.pk), desk_of("finance")
    page = chosen(desk, "invoicing/invoice", "send_again", invoice).content.decode()
    assert "bestanden worden gemaakt" in page
    before = [one for one in post_is_delivered() if invoice.number in one.subject]
    assert len(before) == 1
    chosen(desk, "invoicing/invoice", "send_again", invoice, confirmed="1")
    after = [one for one in post_is_delivered() if invoice.number in one.subject]
    assert len(after) == 2
    assert after[0].extra_headers["Message-ID"] == after[1].extra_headers["Message-ID"]


def test_of_news_only_what_was_given_up_is_tried_again() -> None:
    given_up, told = (
        Delivery.objects.create(
            topic="demo", handler="demo", payload={}, key=f"demo:{one}", available_at=clock.now()
        )
        for one in "ab"
    )
    Delivery.objects.filter(pk=given_up.pk).update(dead_at=clock.now())
    Delivery.objects.filter(pk=told.pk).update(done_at=clock.now())
    desk = desk_of("privacy officer")
    for rows, said in (((told,), "wacht op een nieuwe poging"), ((told, given_up), "1 wordt opnieuw")):
        chosen(desk, "foundation/delivery", "send_again", *rows)
        assert said in desk.get("/beheer/foundation/delivery/").content.decode()
    given_up.refresh_from_db()
    assert given_up.dead_at is None


def test_who_may_not_act_finds_no_such_act(article) -> None:
    chosen(desk_of("warehouse"), "catalogue/product", "take_off_sale", article.product, confirmed="1")
    assert Product.objects.get().is_published


def test_one_pick_list_for_many_shipments_names_nobody(article) -> None:
    practice, desk = a_practice(), desk_of("warehouse")
    shipments = [
        shipping.queue(orders.mark_paid(an_order(practice, {article: pieces}).pk).pk) for pieces in (2, 3)
    ]
    relay.run_once()
    page = chosen(desk, "shipping/shipment", "pick_list", *shipments).content.decode()
    assert page.count(article.number) == 2
    assert practice.name not in page


def test_the_history_of_a_row_shows_its_steps_and_no_values(article) -> None:
    practice, desk = a_practice(name="zqpraktijk"), desk_of("sales")
    held = an_order(practice, {article: 1}, needs_review=True, reference="zqkenmerk")
    desk.post("/beheer/orders/order/decide/", {"id": held.pk, "decision": "release", "reason": "gezien"})
    page = desk.get(f"/beheer/orders/order/{held.pk}/history/").content.decode()
    assert "in behandeling" in page or "in voorbereiding" in page
    assert "zqpraktijk" not in page
    assert "zqkenmerk" not in page
