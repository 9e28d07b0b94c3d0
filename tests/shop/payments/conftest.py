"""Payments are tested with the real adapter and the simulator's real process."""

from typing import Any

import pytest

from tests.simulator_process import Outside


@pytest.fixture
def till(outside: Outside, settings: Any) -> Outside:
    """The payment provider, where the shop's adapter finds it."""
    settings.MOLLIE_ENDPOINT = f"{outside.origin}/mollie"
    return outside
