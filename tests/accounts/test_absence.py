"""Staff who go away leave no open desk behind; customers stay signed in."""

from typing import Any

import pytest
import time_machine
from django.test import Client

from tests.accounts.people import (
    a_practice,
    dutch,
    just_signed_in,
    manager_of,
    signed_in,
    somebody_of_the_staff,
)

HOUR = 3600
NOON = 1_800_000_000
DESK = "/beheer/accounts/practice/"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _as_in_earnest(settings: Any) -> None:
    settings.STAFF_AWAY_SECONDS, settings.STAFF_DAY_SECONDS = HOUR // 2, 12 * HOUR


@pytest.fixture
def desk() -> Client:
    with time_machine.travel(NOON, tick=False):
        return signed_in(somebody_of_the_staff(), second_factor=True)


def answers_at(client: Client, seconds: int) -> int:
    with time_machine.travel(NOON + seconds, tick=False):
        return client.get(DESK).status_code


@pytest.mark.promise("PV02")
def test_whoever_works_on_stays_in_and_whoever_goes_away_is_signed_out(desk: Client) -> None:
    moments = [20 * 60, 40 * 60, 60 * 60, 80 * 60]
    assert [answers_at(desk, moment) for moment in moments] == [200] * 4
    assert answers_at(desk, 80 * 60 + HOUR // 2 + 1) == 302
    with time_machine.travel(NOON + 3 * HOUR, tick=False):
        assert (
            dutch("You were signed out for safety. Please sign in again.")
            in desk.get("/contact/").content.decode()
        )
        assert not desk.get("/contact/").wsgi_request.user.is_authenticated


def test_a_working_day_is_the_longest(desk: Client) -> None:
    quarters = range(0, 12 * HOUR, HOUR // 4)
    assert {answers_at(desk, moment) for moment in quarters} == {200}
    assert answers_at(desk, 12 * HOUR + 1) == 302


def test_a_customer_comes_back_the_next_day() -> None:
    with time_machine.travel(NOON, tick=False):
        client = just_signed_in(manager_of(a_practice()))
    with time_machine.travel(NOON + 24 * HOUR, tick=False):
        assert client.get("/mijn/").status_code == 200
