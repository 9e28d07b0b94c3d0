"""Whatever happens on the shelves, variant, batches, allocations and ledger tell the same story."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import transaction
from django.db.models import Sum
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from d4d.foundation import clock
from shop.catalogue.models import Variant
from shop.stock import services as stock
from shop.stock.models import Allocation, Batch, Movement
from tests.shop.builders import an_article

references = st.sampled_from(["line:1", "line:2", "line:3"])
pieces = st.integers(1, 9)
shelf_life = st.sampled_from([None, 1, 30, 60])
acts = st.one_of(
    st.tuples(st.just("receive"), pieces, shelf_life),
    st.tuples(st.just("allocate"), pieces, references),
    st.tuples(st.just("release"), pieces, references),
    st.tuples(st.just("take_out"), pieces, references),
    st.tuples(st.just("count"), st.integers(0, 12), st.integers(0, 5)),
    st.tuples(st.just("adjust"), st.integers(-9, 9), st.integers(0, 5)),
    st.tuples(st.just("expire"), st.just(0), st.integers(0, 5)),
)
REFUSALS = (stock.NotSetAside, stock.NotAdjusted)


@pytest.mark.django_db
@pytest.mark.any_database
@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
@given(story=st.lists(acts, max_size=25))
def test_the_books_agree_after_every_story(story: list[tuple[str, int, object]]) -> None:
    with transaction.atomic():
        variant = an_article()
        for name, quantity, about in story:
            before = snapshot(variant)
            try:
                with transaction.atomic():
                    ACTS[name](variant, quantity, about)
            except REFUSALS:
                assert snapshot(variant) == before
            the_books_agree(variant)
        transaction.set_rollback(True)


def receive(variant: Variant, quantity: int, days: int | None) -> None:
    expires_on = clock.today() + timedelta(days=days) if days else None
    stock.receive(variant.pk, quantity, expires_on=expires_on)


def allocate(variant: Variant, quantity: int, reference: str) -> None:
    fresh = Batch.objects.with_free_pieces(clock.today())
    there = sum(batch.free for batch in fresh)
    assert stock.allocate(variant.pk, quantity, reference) == min(quantity, there)


def take_out(variant: Variant, quantity: int, reference: str) -> None:
    assert sum(one.quantity for one in stock.take_out(reference, quantity, shipment="1-1")) == quantity


def on_a_batch(act: Callable[[Batch], object], index: int) -> None:
    batches = list(Batch.objects.order_by("pk"))
    if batches:
        act(batches[index % len(batches)])


def expire(batch: Batch) -> None:
    Batch.objects.filter(pk=batch.pk).update(expires_on=date(2020, 1, 1))
    stock.withdraw_expired(batch.pk)


ACTS: dict[str, Callable[..., object]] = {
    "receive": receive,
    "allocate": allocate,
    "release": lambda _, quantity, reference: stock.release(reference, quantity),
    "take_out": take_out,
    "count": lambda _, counted, index: on_a_batch(
        lambda one: stock.count(one.pk, counted, actor=None), index
    ),
    "adjust": lambda _, more, index: on_a_batch(lambda one: stock.adjust(one.pk, more, "why", None), index),
    "expire": lambda _, __, index: on_a_batch(expire, index),
}


def snapshot(variant: Variant) -> tuple[object, ...]:
    return (
        list(Variant.objects.filter(pk=variant.pk).values_list("on_hand", "allocated")),
        list(Batch.objects.order_by("pk").values_list("on_hand", "allocated")),
        list(Allocation.objects.order_by("pk").values_list("reference", "quantity")),
        Movement.objects.count(),
    )


def the_books_agree(variant: Variant) -> None:
    variant.refresh_from_db()
    batches = list(Batch.objects.filter(variant=variant))
    assert variant.on_hand == sum(batch.on_hand for batch in batches)
    assert variant.allocated == sum(batch.allocated for batch in batches)
    for batch in batches:
        assert batch.on_hand == total(Movement.objects.filter(batch=batch))
        assert batch.allocated == total(Allocation.objects.filter(batch=batch)) <= batch.on_hand


def total(rows: object) -> int:
    return rows.aggregate(total=Sum("quantity"))["total"] or 0  # type: ignore[attr-defined, no-any-return]
