"""Pieces are set aside: first expired first, what has expired never, and never more than there are."""

from datetime import timedelta

import pytest

from d4d.foundation import clock
from shop.catalogue.models import Variant
from shop.stock import services as stock
from shop.stock.models import Allocation, Batch, Movement
from tests.shop.builders import an_article, on_the_shelf

pytestmark = pytest.mark.django_db


def in_days(days: int) -> object:
    return clock.today() + timedelta(days=days)


def shelf(variant: Variant) -> tuple[int, int]:
    variant.refresh_from_db()
    return variant.on_hand, variant.allocated


def test_what_expires_first_goes_out_first() -> None:
    variant = an_article()
    endless = on_the_shelf(variant, 5)
    late = on_the_shelf(variant, 5, in_days(90))
    soon = on_the_shelf(variant, 5, in_days(30))
    assert stock.allocate(variant.pk, 12, "line:1") == 12
    set_aside = dict(Allocation.objects.values_list("batch_id", "quantity"))
    assert set_aside == {soon.pk: 5, late.pk: 5, endless.pk: 2}
    assert shelf(variant) == (15, 12)


def test_what_has_expired_is_never_set_aside() -> None:
    variant = an_article()
    batch = on_the_shelf(variant, 5, in_days(30))
    Batch.objects.filter(pk=batch.pk).update(expires_on=clock.today())
    assert stock.allocate(variant.pk, 1, "line:1") == 0
    assert shelf(variant) == (5, 0)


def test_there_is_never_more_set_aside_than_there_is() -> None:
    variant = an_article()
    on_the_shelf(variant, 4)
    assert stock.allocate(variant.pk, 3, "line:1") == 3
    assert stock.allocate(variant.pk, 3, "line:2") == 1
    assert stock.allocate(variant.pk, 3, "line:3") == 0
    assert shelf(variant) == (4, 4)


def test_two_lines_of_one_article_share_what_there_is() -> None:
    variant = an_article()
    on_the_shelf(variant, 4)
    assert stock.allocate_all({"line:1": (variant.pk, 3), "line:2": (variant.pk, 3)}) == {
        "line:1": 3,
        "line:2": 1,
    }
    assert shelf(variant) == (4, 4)


def test_a_line_may_be_filled_up_later_from_the_same_batch() -> None:
    variant = an_article()
    batch = on_the_shelf(variant, 2)
    stock.allocate(variant.pk, 5, "line:1")
    stock.adjust(batch.pk, 3, "found behind the shelf", None)
    assert stock.allocate(variant.pk, 3, "line:1") == 3
    stock.release("line:1", 4)
    assert Allocation.objects.get().quantity == 1
    assert shelf(variant) == (5, 1)


def test_released_pieces_are_free_again() -> None:
    variant = an_article()
    soon, late = on_the_shelf(variant, 3, in_days(30)), on_the_shelf(variant, 3, in_days(90))
    stock.allocate(variant.pk, 5, "line:1")
    stock.release("line:1", 3)
    assert dict(Allocation.objects.values_list("batch_id", "quantity")) == {soon.pk: 2}
    late.refresh_from_db()
    assert late.allocated == 0
    assert shelf(variant) == (6, 2)


def test_more_than_was_set_aside_cannot_be_released() -> None:
    variant = an_article()
    on_the_shelf(variant, 5)
    stock.allocate(variant.pk, 2, "line:1")
    with pytest.raises(stock.NotSetAside):
        stock.release("line:1", 3)
    assert shelf(variant) == (5, 2)


def test_what_leaves_is_known_by_its_lot() -> None:
    variant = an_article(is_lot_tracked=True)
    soon = on_the_shelf(variant, 2, in_days(30), lot="A1")
    on_the_shelf(variant, 5, in_days(90), lot="B2")
    stock.allocate(variant.pk, 3, "line:1")
    picked = stock.take_out("line:1", 3, shipment="7-1")
    assert [(pick.lot, pick.quantity) for pick in picked] == [("A1", 2), ("B2", 1)]
    assert picked[0].batch_id == soon.pk
    assert shelf(variant) == (4, 0)
    out = Movement.objects.filter(kind=Movement.Kind.SHIPMENT)
    assert sorted(out.values_list("quantity", "reference")) == [(-2, "7-1"), (-1, "7-1")]


def test_only_what_was_set_aside_can_leave() -> None:
    variant = an_article()
    on_the_shelf(variant, 5)
    stock.allocate(variant.pk, 2, "line:1")
    with pytest.raises(stock.NotSetAside):
        stock.take_out("line:1", 3, shipment="7-1")
    assert shelf(variant) == (5, 2)
    assert not Movement.objects.filter(kind=Movement.Kind.SHIPMENT).exists()


def test_many_articles_are_set_aside_in_as_many_questions_as_one(
    django_assert_num_queries: pytest.FixtureRequest,
) -> None:
    variants = [an_article() for _ in range(24)]
    for variant in variants:
        on_the_shelf(variant, 5)
    wanted = {f"line:{variant.pk}": (variant.pk, 2) for variant in variants}
    with django_assert_num_queries(7):  # type: ignore[operator]  # five, and a savepoint inside the test
        assert set(stock.allocate_all(wanted).values()) == {2}
