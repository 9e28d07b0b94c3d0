"""The old shop in full: 5,000 practices, 50,000 order lines, 200 defects, and then all of it again."""

import pytest

from d4d.moving_in import services
from d4d.moving_in.models import Moved
from tests.moving_in import old_shop

PRACTICES, LINES, DEFECTS = 5_000, 50_000, 200

pytestmark = [pytest.mark.django_db, pytest.mark.soak]


def test_a_whole_shop_comes_over_with_every_defect_named_and_once(tmp_path, settings):
    settings.STORAGES = settings.STORAGES | old_shop.archive_in(tmp_path / "archive")
    old_shop.our_side()
    shop = old_shop.write(tmp_path, PRACTICES, LINES, DEFECTS)
    account = services.move_in(tmp_path)
    named = [(tally.name, one.row, one.column) for tally in account.tallies for one in tally.complaints]
    assert sorted(named) == sorted(shop.defects)
    assert account.is_even
    moved = Moved.objects.count()
    again = services.move_in(tmp_path)
    assert (Moved.objects.count(), sum(tally.moved for tally in again.tallies)) == (moved, 0)
