"""The database itself refuses what the shelf cannot give, whatever was read before."""

import pytest
from django.db import transaction

from shop.stock.models import Batch, Movement
from shop.stock.services import shelf
from tests.shop.builders import an_article, on_the_shelf

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "act",
    [
        lambda batch: shelf.set_aside({batch: 6}),
        lambda batch: shelf.set_free({batch: 3}),
        lambda batch: shelf.put(batch, Movement.Kind.ADJUSTMENT, -4, actor=None),
    ],
)
def test_what_is_not_there_is_not_moved(act: object) -> None:
    batch = on_the_shelf(an_article(), 5)
    shelf.set_aside({batch: 2})
    with pytest.raises(shelf.ShelfMoved), transaction.atomic():
        act(batch)  # type: ignore[operator]
    batch.refresh_from_db()
    assert (batch.on_hand, batch.allocated) == (5, 2)
    assert (batch.variant.on_hand, batch.variant.allocated) == (5, 2)
    assert Movement.objects.count() == 1


def test_one_batch_that_lacks_pieces_holds_back_all() -> None:
    variant = an_article()
    first, second = on_the_shelf(variant, 5), on_the_shelf(variant, 1)
    with pytest.raises(shelf.ShelfMoved), transaction.atomic():
        shelf.set_aside({first: 2, second: 2})
    assert set(Batch.objects.values_list("allocated", flat=True)) == {0}
