"""The clock outside can be put to the day on which a test acts, and forgets that with everything else."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
import requests
from mollie.api.client import Client

from tests.simulator_process import Outside

Request = Callable[..., dict[str, Any]]


def test_what_happens_outside_happens_on_the_day_that_was_said(
    outside: Outside, mollie: Client, payment: Request
) -> None:
    outside.put_clock(datetime(2026, 3, 1, 23, 59, 30, tzinfo=UTC))
    assert mollie.payments.create(payment())["createdAt"].startswith("2026-03-0")
    outside.reset()
    made = datetime.fromisoformat(mollie.payments.create(payment())["createdAt"])
    assert abs((datetime.now(UTC) - made).total_seconds()) < 60


@pytest.mark.parametrize("moment", ["", "gisteren", "2026-03-01T12:00:00"])
def test_what_is_no_moment_leaves_the_clock_alone(outside: Outside, moment: str) -> None:
    answer = requests.post(f"{outside.origin}/klok", {"moment": moment}, timeout=5)
    assert answer.status_code == 400
    assert outside.get("/klok").status_code == 405
