"""The shop's real adapters talk to the real simulator."""

from typing import Any

import pytest
from django.core.cache import cache

from tests.simulator_process import Outside


@pytest.fixture
def couriers(settings: Any, outside: Outside) -> Outside:
    """Every courier at the simulator's address."""
    settings.COURIERS = {
        name: {**courier, "endpoint": f"{outside.origin}/{name}"}
        for name, courier in settings.COURIERS.items()
    }
    cache.clear()
    return outside
