"""Rooms hang their own into pages of others at positions; nobody's is lost to who came later."""

import pytest

from d4d.foundation import places


def test_a_position_is_somebodys_alone() -> None:
    taken: dict[int, str] = {}
    places.take(taken, 5, "approval")
    places.take(taken, 5, "approval")
    with pytest.raises(ValueError, match="position 5"):
        places.take(taken, 5, "a second look")
    assert taken == {5: "approval"}
