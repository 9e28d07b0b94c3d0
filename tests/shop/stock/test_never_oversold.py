"""Two hundred people want the last ten pieces at the same moment: ten get one, on either database."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from shop.catalogue.models import Variant
from shop.stock import services as stock
from shop.stock.models import Allocation, Batch
from tests.shop.builders import an_article, on_the_shelf

BUYERS = 200
THREADS = 16


def all_at_once(act: Callable[[int], int], times: int) -> list[int]:
    def alone(number: int) -> int:
        try:
            return act(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(alone, range(times)))


@pytest.mark.django_db(transaction=True)
def test_two_hundred_buyers_of_the_last_ten_pieces_get_ten() -> None:
    variant = an_article()
    on_the_shelf(variant, 6)
    on_the_shelf(variant, 4)
    got = all_at_once(lambda number: stock.allocate(variant.pk, 1, f"line:{number}"), BUYERS)
    assert sorted(got) == [0] * (BUYERS - 10) + [1] * 10
    variant.refresh_from_db()
    assert (variant.on_hand, variant.allocated) == (10, 10)
    assert sum(Allocation.objects.values_list("quantity", flat=True)) == 10
    assert sum(Batch.objects.values_list("allocated", flat=True)) == 10


@pytest.mark.django_db(transaction=True)
def test_baskets_in_opposite_order_never_wait_for_each_other_in_a_circle() -> None:
    variants = [an_article() for _ in range(4)]
    for variant in variants:
        on_the_shelf(variant, 20)

    def buy_and_give_back(number: int) -> int:
        order = variants if number % 2 else list(reversed(variants))
        wanted = {f"line:{number}:{variant.pk}": (variant.pk, 1) for variant in order}
        got = stock.allocate_all(wanted)
        for reference, pieces in got.items():
            if pieces:
                stock.release(reference, pieces)
        return 1

    assert sum(all_at_once(buy_and_give_back, 60)) == 60
    assert set(Variant.objects.values_list("on_hand", "allocated")) == {(20, 0)}
