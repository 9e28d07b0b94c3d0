"""An order once more: today's prices, differences named, and what is gone is named too."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Membership
from shop.cart.models import CartLine
from shop.catalogue.models import Product, Variant
from tests.shop.builders import Buyer, a_buyer, a_member, a_practice, an_article, an_order

pytestmark = pytest.mark.django_db


@pytest.fixture
def regular() -> Buyer:
    """A practice that has ordered before; its article is the composite."""
    return a_buyer(a_practice(), an_article(name="Composiet A2", unit_price_e4=249_500))


def reorder(client: Client, number: str) -> str:
    return client.post(reverse("orders:reorder", args=[number]), follow=True).content.decode()


def test_the_lines_go_into_the_cart_at_todays_prices_and_differences_are_named(regular: Buyer) -> None:
    same = an_article()
    order = an_order(regular.practice, {regular.variant: 4, same: 2})
    Variant.objects.filter(pk=regular.variant.pk).update(unit_price_e4=260_000)
    page = reorder(regular.client, order.number)
    lines = CartLine.objects.values_list("variant_id", "quantity", "seen_price_e4")
    assert set(lines) == {(regular.variant.pk, 4, 260_000), (same.pk, 2, 100_000)}
    assert "2 regels toegevoegd." in page
    assert "Composiet A2 kost nu €\xa026,00; dat was €\xa024,95." in page
    assert page.count("; dat was") == 1


def test_what_is_gone_is_named_with_its_successor_and_the_rest_goes_in(regular: Buyer) -> None:
    there = an_article()
    order = an_order(regular.practice, {regular.variant: 4, there: 2})
    successor = an_article(name="Composiet nieuw")
    Product.objects.filter(pk=regular.variant.product_id).update(successor=successor.product)
    Variant.objects.filter(pk=regular.variant.pk).update(is_discontinued=True)
    page = reorder(regular.client, order.number)
    assert [line.variant_id for line in CartLine.objects.all()] == [there.pk]
    assert "Composiet A2 is overgeslagen." in page
    assert "Composiet A2 is vervangen door Composiet nieuw." in page


def test_an_order_of_another_practice_is_not_there(regular: Buyer) -> None:
    order = an_order(a_practice(), {regular.variant: 4})
    answer = regular.client.post(reverse("orders:reorder", args=[order.number]))
    assert answer.status_code == 404
    assert not CartLine.objects.exists()


def test_a_reader_cannot_order_again(regular: Buyer) -> None:
    order = an_order(regular.practice, {regular.variant: 4})
    reader = Client()
    reader.force_login(a_member(regular.practice, role=Membership.Role.READER))
    assert reader.post(reverse("orders:reorder", args=[order.number])).status_code == 403
    detail = reverse("orders:detail", args=[order.number])
    assert reverse("orders:reorder", args=[order.number]) not in reader.get(detail).content.decode()
    assert reverse("orders:reorder", args=[order.number]) in regular.client.get(detail).content.decode()


def test_looking_at_the_address_orders_nothing(regular: Buyer) -> None:
    order = an_order(regular.practice, {regular.variant: 4})
    assert regular.client.get(reverse("orders:reorder", args=[order.number])).status_code == 405
    assert not CartLine.objects.exists()
