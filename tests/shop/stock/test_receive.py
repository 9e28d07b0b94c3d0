"""Goods come in with what must be known of them, or not at all."""

from datetime import date, timedelta

import pytest

from d4d.foundation import clock
from d4d.foundation.models import Delivery
from shop.catalogue.models import Variant
from shop.stock import services as stock
from shop.stock.models import Batch, Movement
from tests.shop.builders import an_article, on_the_shelf

pytestmark = pytest.mark.django_db

LONG_AGO = date(2020, 1, 1)


def test_goods_come_onto_the_shelf_and_into_the_ledger() -> None:
    variant = an_article(is_lot_tracked=True, expected_on=LONG_AGO)
    movement = stock.receive(variant.pk, 12, lot="A1", reference="PO-7")
    assert (movement.kind, movement.quantity, movement.reference) == ("receipt", 12, "PO-7")
    variant.refresh_from_db()
    assert (variant.on_hand, variant.allocated, variant.expected_on) == (12, 0, None)


@pytest.mark.parametrize(
    ("about", "receipt", "field"),
    [
        ({}, {"quantity": 0}, "quantity"),
        ({}, {"quantity": -3}, "quantity"),
        ({"is_lot_tracked": True}, {"quantity": 3}, "lot"),
        ({"is_serial_tracked": True}, {"quantity": 1}, "serial"),
        ({"is_serial_tracked": True}, {"quantity": 2, "serial": "S1"}, "quantity"),
        ({"has_expiry": True}, {"quantity": 2}, "expires_on"),
        ({"has_expiry": True}, {"quantity": 2, "expires_on": LONG_AGO}, "expires_on"),
    ],
)
def test_a_receipt_that_lacks_something_changes_nothing(
    about: dict[str, bool], receipt: dict[str, object], field: str
) -> None:
    variant = an_article(**about)
    with pytest.raises(stock.NotReceived) as refusal:
        stock.receive(variant.pk, **receipt)  # type: ignore[arg-type]
    assert refusal.value.field == field
    assert not Movement.objects.exists()
    assert Variant.objects.get().on_hand == 0


def test_a_serial_number_comes_in_once() -> None:
    variant = an_article(is_serial_tracked=True)
    on_the_shelf(variant, 1, serial="S1")
    with pytest.raises(stock.NotReceived):
        on_the_shelf(variant, 1, serial="S1")
    assert Batch.objects.count() == 1


def test_a_count_makes_the_books_right() -> None:
    variant = an_article()
    batch = on_the_shelf(variant, 10)
    movement = stock.count(batch.pk, 8, actor=None)
    assert movement is not None
    assert movement.quantity == -2
    assert stock.count(batch.pk, 8, actor=None) is None
    variant.refresh_from_db()
    assert variant.on_hand == 8


def test_a_count_cannot_take_away_what_is_reserved() -> None:
    variant = an_article()
    batch = on_the_shelf(variant, 10)
    stock.allocate(variant.pk, 6, "line:1")
    with pytest.raises(stock.NotAdjusted):
        stock.count(batch.pk, 5, actor=None)
    variant.refresh_from_db()
    assert (variant.on_hand, variant.allocated) == (10, 6)


@pytest.mark.parametrize(("quantity", "reason"), [(0, "mended"), (2, " "), (-11, "broken")])
def test_an_adjustment_needs_a_reason_and_pieces_that_are_there(quantity: int, reason: str) -> None:
    batch = on_the_shelf(an_article(), 10)
    with pytest.raises(stock.NotAdjusted):
        stock.adjust(batch.pk, quantity, reason, None)
    assert Movement.objects.count() == 1


def test_returned_goods_go_back_into_their_batch() -> None:
    variant = an_article(is_lot_tracked=True)
    batch = on_the_shelf(variant, 3, lot="A1")
    stock.take_back(batch.pk, 2, actor=None, reference="C2026-1")
    batch.refresh_from_db()
    assert batch.on_hand == 5
    assert Movement.objects.filter(kind="return", reference="C2026-1").get().quantity == 2


def test_an_expired_batch_leaves_the_shelf_with_all_that_was_reserved_of_it() -> None:
    variant = an_article()
    batch = on_the_shelf(variant, 10, clock.today() + timedelta(days=9))
    stock.allocate(variant.pk, 4, "line:1")
    assert stock.withdraw_expired(batch.pk) == {}
    Batch.objects.update(expires_on=clock.today())
    assert stock.withdraw_expired(batch.pk) == {"line:1": 4}
    variant.refresh_from_db()
    assert (variant.on_hand, variant.allocated) == (0, 0)


def test_what_has_expired_cannot_be_put_on_the_shelf_again() -> None:
    variant = an_article()
    batch = on_the_shelf(variant, 10, clock.today() + timedelta(days=9))
    Batch.objects.update(expires_on=clock.today())
    with pytest.raises(stock.NotAdjusted):
        stock.count(batch.pk, 11, actor=None)
    with pytest.raises(stock.NotAdjusted):
        stock.adjust(batch.pk, 1, "found", None)
    with pytest.raises(stock.NotReceived):
        stock.take_back(batch.pk, 1, actor=None, reference="C2026-1")
    assert Movement.objects.count() == 1


def test_whoever_waits_is_told_that_goods_came_in() -> None:
    movement = stock.receive(an_article().pk, 1)
    told = Delivery.objects.filter(topic="stock.goods-received")
    assert {one.payload["movement_id"] for one in told} == {movement.pk}
