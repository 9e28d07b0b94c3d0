"""Fixtures of the promises."""

from collections.abc import Iterator

import pytest

from privacy import statistics
from privacy.statement import editions


@pytest.fixture(autouse=True)
def _a_process_that_has_just_begun(request: pytest.FixtureRequest) -> Iterator[None]:
    """What a process remembers of the switch, and of a statement that a test patched, does not outlive it."""
    statistics.forget_switch()
    yield
    statistics.forget_switch()
    if "monkeypatch" in request.fixturenames:
        editions.all_of_them.cache_clear()


@pytest.fixture
def statistics_are_on(db: None) -> None:
    """Staff have switched the counting of visits on."""
    statistics.switch(on=True, actor=None, reason="To see which pages need work")
