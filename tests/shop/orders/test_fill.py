"""Goods that come in go to the oldest order that waits; what expires goes to nobody."""

from datetime import timedelta

import pytest

from d4d.foundation import clock, relay
from d4d.foundation.models import Delivery
from shop.orders import services as orders
from shop.orders.events import BackOrderFilled
from shop.stock import services as stock
from shop.stock.models import Allocation, Batch
from tests.shop.builders import a_practice, an_article, an_order, on_the_shelf

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Orders of which it was told that goods came in."""
    heard: list[int] = []
    from d4d.foundation import outbox

    def publish(event: outbox.Event, **_: object) -> None:
        if isinstance(event, BackOrderFilled):
            heard.append(event.order_id)

    monkeypatch.setattr("shop.orders.services.filling.outbox.publish", publish)
    return heard


def test_the_oldest_order_is_served_first() -> None:
    variant = an_article()
    first, second = (an_order(a_practice(), {variant: 4}, terms="on_account") for _ in range(2))
    on_the_shelf(variant, 6)
    relay.run_once()
    assert (first.lines.get().allocated, second.lines.get().allocated) == (4, 2)


def test_only_orders_that_may_be_picked_are_told_of(told: list[int]) -> None:
    variant = an_article()
    released = an_order(a_practice(), {variant: 4}, terms="on_account")
    unpaid = an_order(a_practice(), {variant: 4})
    on_the_shelf(variant, 8)
    assert orders.allocate_back_orders(variant.pk, "movement:1") == 8
    assert told == [released.pk]
    assert unpaid.lines.get().allocated == 4


def test_a_cancelled_order_waits_for_nothing() -> None:
    variant = an_article()
    order = an_order(a_practice(), {variant: 4})
    orders.cancel(order.pk)
    on_the_shelf(variant, 8)
    assert orders.allocate_back_orders(variant.pk, "movement:1") == 0


def test_pieces_that_expire_are_replaced_by_fresh_ones() -> None:
    variant = an_article()
    soon = on_the_shelf(variant, 4, clock.today() + timedelta(days=3))
    order = an_order(a_practice(), {variant: 4}, terms="on_account")
    fresh = on_the_shelf(variant, 3)
    Batch.objects.filter(pk=soon.pk).update(expires_on=clock.today())
    assert orders.withdraw_expired() == 1
    line = order.lines.get()
    assert (line.allocated, line.back_ordered) == (3, 1)
    assert Allocation.objects.get(reference=line.shelf_reference).batch == fresh


def test_shipping_moves_pieces_from_ready_to_gone() -> None:
    variant = an_article()
    on_the_shelf(variant, 6)
    order = an_order(a_practice(), {variant: 10}, terms="on_account")
    line = order.lines.get()
    stock.take_out(line.shelf_reference, 6, shipment="1-1")
    assert orders.record_shipped(order.pk, {line.pk: 6}).state == "partly_shipped"
    on_the_shelf(variant, 4)
    relay.run_once()
    stock.take_out(line.shelf_reference, 4, shipment="1-2")
    shipped = orders.record_shipped(order.pk, {line.pk: 4})
    assert shipped.state == "shipped"
    assert shipped.closed_at is not None
    line.refresh_from_db()
    assert (line.shipped, line.allocated, line.to_come) == (10, 0, 0)


@pytest.mark.parametrize("quantity", [0, 7])
def test_no_more_can_be_shipped_than_lies_ready(quantity: int) -> None:
    variant = an_article()
    on_the_shelf(variant, 6)
    order = an_order(a_practice(), {variant: 10}, terms="on_account")
    line = order.lines.get()
    with pytest.raises(orders.NotReady):
        orders.record_shipped(order.pk, {line.pk: quantity})
    line.refresh_from_db()
    assert (line.shipped, line.allocated) == (0, 6)


def test_an_unpaid_order_is_not_shipped() -> None:
    variant = an_article()
    on_the_shelf(variant, 6)
    order = an_order(a_practice(), {variant: 1})
    with pytest.raises(orders.NotReady):
        orders.record_shipped(order.pk, {order.lines.get().pk: 1})


def test_the_rest_of_an_order_that_is_called_off_closes_it_as_shipped() -> None:
    variant = an_article()
    on_the_shelf(variant, 6)
    order = an_order(a_practice(), {variant: 10}, terms="on_account")
    line = order.lines.get()
    stock.take_out(line.shelf_reference, 6, shipment="1-1")
    orders.record_shipped(order.pk, {line.pk: 6})
    orders.cancel_lines(order.pk, {line.pk: 4}, reason="too late", by=None)
    order.refresh_from_db()
    assert order.state == "shipped"
    assert not Delivery.objects.exclude(dead_at=None).exists()
