"""Whatever happens to orders: what an order believes lies ready does lie ready, and no step is skipped."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from d4d.foundation.models import StateChange
from shop.catalogue.models import Variant
from shop.orders import services as orders
from shop.orders.models import Order, OrderLine
from shop.stock import services as stock
from shop.stock.models import Allocation, Batch
from tests.shop.builders import a_practice, an_article, an_order, on_the_shelf

REFUSALS = (
    orders.CannotBeCancelled,
    orders.CannotBePaid,
    orders.CannotBeReleased,
    orders.NotReady,
    stock.NotAdjusted,
    stock.NotSetAside,
)
pieces = st.integers(1, 6)
which = st.integers(0, 3)
acts = st.one_of(
    st.tuples(st.just("place"), pieces, pieces, st.sampled_from(["prepaid", "on_account", "held"])),
    st.tuples(st.just("receive"), pieces, which, st.none()),
    st.tuples(st.just("pay"), which, st.none(), st.none()),
    st.tuples(st.just("release"), which, st.none(), st.none()),
    st.tuples(st.just("ship"), which, pieces, st.none()),
    st.tuples(st.just("cancel"), which, st.none(), st.none()),
    st.tuples(st.just("cancel_line"), which, pieces, st.none()),
    st.tuples(st.just("expire"), which, st.none(), st.none()),
    st.tuples(st.just("count"), which, st.integers(0, 8), st.none()),
)


@pytest.mark.django_db
@pytest.mark.any_database
@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
@given(story=st.lists(acts, min_size=4, max_size=16))
def test_every_story_adds_up(story: list[tuple[str, int, int, str]]) -> None:
    with transaction.atomic():
        shop = Shop()
        for name, *about in story:
            before = everything()
            try:
                with transaction.atomic():
                    getattr(shop, name)(*about)
            except REFUSALS:
                assert everything() == before
            shop.news_arrives()
            orders_and_shelves_agree()
        no_step_was_skipped()
        transaction.set_rollback(True)


class Shop:
    """Two articles, one practice, and what people may do."""

    def __init__(self) -> None:
        self.variants = [an_article(), an_article()]
        self.practice = a_practice()

    def place(self, first: int, second: int, terms: str) -> None:
        wanted = dict(zip(self.variants, (first, second), strict=True))
        held = terms == "held"
        an_order(self.practice, wanted, terms="on_account" if held else terms, needs_review=held)

    def receive(self, quantity: int, index: int, _: None) -> None:
        on_the_shelf(self.variants[index % 2], quantity, date(2040, 1, 1) if index > 1 else None)

    def pay(self, index: int, *_: None) -> None:
        of(Order, index, lambda order: orders.mark_paid(order.pk))

    def release(self, index: int, *_: None) -> None:
        of(Order, index, lambda order: orders.release(order.pk, None, reason="gezien"))

    def ship(self, index: int, quantity: int, _: None) -> None:
        def hand_over(line: OrderLine) -> None:
            stock.take_out(line.shelf_reference, quantity, shipment="1-1")
            orders.record_shipped(line.order_id, {line.pk: quantity})

        of(OrderLine, index, hand_over)

    def cancel(self, index: int, *_: None) -> None:
        of(Order, index, lambda order: orders.cancel(order.pk))

    def cancel_line(self, index: int, quantity: int, _: None) -> None:
        def call_off(line: OrderLine) -> None:
            orders.cancel_lines(line.order_id, {line.pk: quantity}, reason="", by=None)

        of(OrderLine, index, call_off)

    def expire(self, index: int, *_: None) -> None:
        of(Batch, index, lambda batch: Batch.objects.filter(pk=batch.pk).update(expires_on=date(2020, 1, 1)))
        orders.withdraw_expired()

    def count(self, index: int, counted: int, _: None) -> None:
        of(Batch, index, lambda batch: stock.count(batch.pk, counted, actor=None))

    def news_arrives(self) -> None:
        for variant in self.variants:
            orders.allocate_back_orders(variant.pk, "news")


def of(model: type, index: int, act: Callable[..., object]) -> None:
    rows = list(model.objects.order_by("pk"))  # type: ignore[attr-defined]
    if rows:
        act(rows[index % len(rows)])


def everything() -> list[object]:
    return [
        list(model.objects.order_by("pk").values())  # type: ignore[attr-defined]
        for model in (Order, OrderLine, Batch, Allocation)
    ]


def orders_and_shelves_agree() -> None:
    lines = list(OrderLine.objects.select_related("order"))
    for line in lines:
        kept = Allocation.objects.filter(reference=line.shelf_reference).values_list("quantity", flat=True)
        assert line.allocated == sum(kept)
        assert line.shipped + line.cancelled + line.allocated <= line.quantity
        if line.order.state == Order.State.CANCELLED:
            assert (line.allocated, line.shipped, line.to_come) == (0, 0, 0)
        if line.order.state == Order.State.SHIPPED:
            assert line.to_come == 0
    for variant in Variant.objects.all():
        kept = sum(line.allocated for line in lines if line.variant_id == variant.pk)
        assert variant.allocated == kept
        waits = OrderLine.objects.waiting().filter(variant=variant).exists()
        assert not (waits and variant.available), "goods lie free while somebody waits for them"


def no_step_was_skipped() -> None:
    for step in StateChange.objects.filter(kind="orders.Order").exclude(came_from=""):
        assert step.went_to in Order.MOVES[Order.State(step.came_from)]
