"""Somebody replies STOP on the telephone of the simulator, and the shop hears it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from privacy import consent
from tests.privacy.consenting import NEWS_MAIL, NEWS_SMS, PHONE, somebody
from tests.simulator_process import Outside, simulator_on, started
from tools.processes import free_port


@pytest.fixture
def telephone(live_server: Any, tmp_path: Path) -> Iterator[Outside]:
    """A simulator that knows where the shop listens."""
    port = free_port()
    process = simulator_on(tmp_path, port, shop_url=live_server.url)
    try:
        yield started(process, port)
    finally:
        process.stop()


def test_stop_goes_through_the_simulator_to_the_shop(telephone: Outside) -> None:
    user = somebody(NEWS_SMS, NEWS_MAIL)
    page = telephone.reply(PHONE).text
    assert "de winkel zei 200" in page
    assert not consent.is_on(user.subject.uuid, NEWS_SMS)
    assert consent.is_on(user.subject.uuid, NEWS_MAIL)


def test_a_simulator_that_knows_no_shop_offers_no_reply(outside: Outside) -> None:
    assert "antwoord" not in outside.get("/sms/").text
    assert outside.get("/sms/antwoord").status_code == 405
