"""Calling off gives the goods back and never more than was to come."""

from datetime import timedelta

import pytest
import time_machine

from d4d.foundation import clock, relay
from shop.orders import in_hand
from shop.orders import services as orders
from shop.orders.models import Cancellation
from tests.shop.builders import a_practice, an_article, an_order, on_the_shelf

pytestmark = pytest.mark.django_db


def test_a_cancelled_order_gives_all_its_goods_back() -> None:
    variant = an_article()
    on_the_shelf(variant, 5)
    order = an_order(a_practice(), {variant: 8})
    cancellation = orders.cancel(order.pk, reason="ordered twice")
    order.refresh_from_db()
    variant.refresh_from_db()
    assert order.state == "cancelled"
    assert order.closed_at is not None
    assert cancellation.is_whole_order
    assert [line.quantity for line in cancellation.lines.all()] == [8]
    assert (variant.on_hand, variant.allocated) == (5, 0)


def test_pieces_that_are_not_there_yet_are_called_off_first() -> None:
    variant = an_article()
    on_the_shelf(variant, 6)
    order = an_order(a_practice(), {variant: 10}, terms="on_account")
    line = order.lines.get()
    orders.cancel_lines(order.pk, {line.pk: 5}, reason="too many", by=None)
    line.refresh_from_db()
    assert (line.cancelled, line.allocated, line.to_come) == (5, 5, 5)
    order.refresh_from_db()
    assert order.state == "released"


@pytest.mark.parametrize("quantity", [0, -1, 11])
def test_no_more_can_be_called_off_than_is_to_come(quantity: int) -> None:
    variant = an_article()
    on_the_shelf(variant, 6)
    order = an_order(a_practice(), {variant: 10}, terms="on_account")
    line = order.lines.get()
    with pytest.raises(orders.CannotBeCancelled):
        orders.cancel_lines(order.pk, {line.pk: quantity}, reason="", by=None)
    line.refresh_from_db()
    assert (line.cancelled, line.allocated) == (0, 6)
    assert not Cancellation.objects.exists()


def test_a_line_of_another_order_cannot_be_called_off() -> None:
    first, second = (an_order(a_practice(), {an_article(): 1}, terms="on_account") for _ in range(2))
    with pytest.raises(orders.CannotBeCancelled):
        orders.cancel_lines(first.pk, {second.lines.get().pk: 1}, reason="", by=None)
    assert second.lines.get().cancelled == 0


def test_an_order_in_somebodys_hands_cannot_be_called_off(monkeypatch: pytest.MonkeyPatch) -> None:
    variant = an_article()
    on_the_shelf(variant, 6)
    order = an_order(a_practice(), {variant: 10}, terms="on_account")
    monkeypatch.setattr(in_hand, "_questions", [])
    in_hand.ask(lambda order_id: order_id == order.pk)
    line = order.lines.get()
    with pytest.raises(orders.CannotBeCancelled):
        orders.cancel(order.pk)
    with pytest.raises(orders.CannotBeCancelled):
        orders.cancel_lines(order.pk, {line.pk: 5}, reason="", by=None)
    orders.cancel_lines(order.pk, {line.pk: 4}, reason="not there yet", by=None)
    line.refresh_from_db()
    assert (line.cancelled, line.allocated) == (4, 6)


def test_an_order_that_waits_for_its_payment_is_called_off_whole() -> None:
    order = an_order(a_practice(), {an_article(): 2})
    with pytest.raises(orders.CannotBeCancelled):
        orders.cancel_lines(order.pk, {order.lines.get().pk: 1}, reason="", by=None)
    assert order.lines.get().cancelled == 0


def test_nobody_keeps_goods_without_paying() -> None:
    variant = an_article()
    on_the_shelf(variant, 5)
    order = an_order(a_practice(), {variant: 5})
    assert orders.cancel_unpaid() == 0
    with time_machine.travel(clock.now() + timedelta(days=15)):
        assert orders.cancel_unpaid() == 1
        assert orders.cancel_unpaid() == 0
    order.refresh_from_db()
    variant.refresh_from_db()
    assert (order.state, variant.available) == ("cancelled", 5)


def test_what_one_order_gives_up_goes_to_the_next() -> None:
    variant = an_article()
    on_the_shelf(variant, 5)
    first = an_order(a_practice(), {variant: 5})
    second = an_order(a_practice(), {variant: 3}, terms="on_account")
    orders.cancel(first.pk)
    relay.run_once()
    assert second.lines.get().allocated == 3
