"""A night does what is due, goes on where it stopped, and says what should have gone (PV59)."""

from datetime import date
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Practice
from privacy import erasure, retention
from privacy.models import RetentionRun
from shop.orders.models import Order
from tests.accounts import people
from tests.promises.people import LAST_YEAR, NOTE, a_finished_order

QUIET_NIGHT = 4  # what is old, empty rows without books, identities of erased people, the log


@pytest.mark.django_db
def test_a_hold_outlasts_a_period(practice: Practice) -> None:
    order = a_finished_order(practice, people.manager_of(practice), LAST_YEAR)
    hold = erasure.place(practice.subject.uuid, "geschil", date(2027, 1, 1), by=None, tables=["orders.Order"])
    retention.night(date(2027, 7, 1))
    order.refresh_from_db()
    assert order.delivery_note == NOTE
    assert retention.overdue(date(2027, 7, 10)) == []
    erasure.release(hold.pk, by=None)
    assert len(retention.overdue(date(2027, 7, 10))) == 1
    retention.night(date(2027, 7, 10))
    order.refresh_from_db()
    assert order.delivery_note == ""


@pytest.mark.django_db
def test_what_should_have_gone_and_did_not_is_an_alarm(practice: Practice, caplog: Any) -> None:
    a_finished_order(practice, None, date(2020, 1, 1))
    assert any("orders.Order.closed_at" in rule for rule in retention.overdue())
    retention.sound_the_alarm()
    assert "orders.Order.closed_at" in caplog.text
    retention.night()
    assert retention.overdue() == []


@pytest.mark.django_db
def test_a_dry_run_counts_and_changes_nothing(practice: Practice) -> None:
    order = a_finished_order(practice, None, date(2020, 1, 1))
    said = StringIO()
    call_command("privacy_retention", "--as-of", "2026-11-22", "--dry-run", stdout=said)
    assert "orders.Order.closed_at" in said.getvalue()
    order.refresh_from_db()
    assert order.delivery_note == NOTE
    assert not RetentionRun.objects.exists()
    call_command("privacy_retention", "--as-of", "2026-11-22", stdout=StringIO())
    order.refresh_from_db()
    assert order.delivery_note == ""
    second = StringIO()
    call_command("privacy_retention", "--as-of", "2026-11-22", stdout=second)
    assert "orders.Order" not in second.getvalue()


@pytest.mark.django_db
def test_a_night_that_runs_out_of_time_goes_on(practice: Practice) -> None:
    a_finished_order(practice, None, date(2020, 1, 1))
    retention.night(seconds=0)
    assert Order.objects.filter(delivery_note=NOTE).exists()
    assert RetentionRun.objects.latest("pk").left
    retention.go_on()
    assert not Order.objects.filter(delivery_note=NOTE).exists()


@pytest.mark.django_db
def test_a_night_with_nothing_due_asks_as_much_however_many_rules_there_are(practice: Practice) -> None:
    a_finished_order(practice, None, LAST_YEAR)
    retention.night()
    with CaptureQueriesContext(connection) as asked:
        retention.night()
    assert len(asked) <= QUIET_NIGHT < len(retention.rules())
    with CaptureQueriesContext(connection) as asked:
        assert retention.overdue() == []
    assert len(asked) == 1
