"""The journal of looks is one sealed chain: what was changed, or cut from either end, is named."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine

from d4d.foundation import clock, triggers
from privacy import access
from privacy.models import Look
from tests.promises.desk import a_customer, the_officer

pytestmark = pytest.mark.django_db


def test_the_journal_is_sealed_and_names_the_row_that_was_tampered_with(tmp_path: Any, settings: Any) -> None:
    settings.LEDGER_ANCHORS = [tmp_path]
    anna = a_customer()
    desk = the_officer()
    for _ in range(3):
        desk.get(f"/beheer/accounts/user/{anna.pk}/change/")
    access.seal_new()
    access.seal_new()
    rows = list(Look.objects.order_by("sequence"))
    assert [row.sequence for row in rows] == list(range(1, len(rows) + 1))
    access.anchor()
    assert list(access.verify()) == []
    with triggers.purging():
        Look.objects.filter(pk=rows[1].pk).update(role="somebody else")
    (fault,) = access.verify()
    assert fault.startswith(f"row {rows[1].pk}:")
    with triggers.purging():
        Look.objects.filter(pk=rows[1].pk).update(role=rows[1].role)
        Look.objects.filter(pk=rows[1].pk).delete()
    (fault,) = access.verify()
    assert fault.startswith(f"row {rows[2].pk}:")
    with triggers.purging():
        Look.objects.filter(sequence=1).delete()
    assert next(access.verify()).startswith(f"row {rows[2].pk}:")


def test_a_journal_without_its_beginning_is_not_whole_until_that_is_a_year_old(
    tmp_path: Any, settings: Any
) -> None:
    settings.LEDGER_ANCHORS = [tmp_path]
    first = clock.now()
    for days in range(4):
        with time_machine.travel(first + timedelta(days=days), tick=False):
            access.looked(None, None, "accounts.user list", "account")
            access.seal_new()
            access.anchor()
    with triggers.purging():
        Look.objects.filter(sequence__lte=2).delete()
    (fault,) = access.verify()
    assert fault.startswith(f"row {Look.objects.get(sequence=3).pk}:")
    with time_machine.travel(first + timedelta(days=364), tick=False):
        assert next(access.verify()).startswith("row")
    with time_machine.travel(first + timedelta(days=368), tick=False):
        assert list(access.verify()) == []


def test_a_journal_without_its_end_is_missed(tmp_path: Any, settings: Any) -> None:
    settings.LEDGER_ANCHORS = [tmp_path]
    for _ in range(3):
        access.looked(None, None, "accounts.user list", "account")
    access.seal_new()
    access.anchor()
    rows = list(Look.objects.order_by("sequence"))
    with triggers.purging():
        Look.objects.filter(sequence__gt=1).delete()
    (fault,) = access.verify()
    assert fault == f"the journal ends at 1, but {len(rows)} rows were sealed"
