"""Numbers run from one without a gap and without a double, whoever draws them and whatever fails."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from d4d.foundation import numbering
from d4d.foundation.models import Counter


class ChangedMyMind(Exception):
    """An act that fails after it drew its number."""


def draw(turn: int) -> int | None:
    try:
        with transaction.atomic():
            number = numbering.draw("2026")
            if turn % 10 == 0:
                raise ChangedMyMind
            return number
    except ChangedMyMind:
        return None
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_many_at_once_of_whom_some_fail_leave_no_gap() -> None:
    with ThreadPoolExecutor(8) as pool:
        drawn = [number for number in pool.map(draw, range(200)) if number is not None]
    assert sorted(drawn) == list(range(1, 181))


@pytest.mark.django_db(transaction=True)
def test_a_number_is_drawn_inside_a_transaction_only() -> None:
    with pytest.raises(AssertionError):
        numbering.draw("2026")
    assert not Counter.objects.exists()
