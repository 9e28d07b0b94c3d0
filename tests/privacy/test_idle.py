"""Idle accounts go after both letters had their time, and never while somebody owes or came back."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from accounts.models import Practice, User
from d4d.foundation import clock
from privacy import retention
from privacy.models import ErasureRun, IdleNotice
from privacy.retention import idle
from shop.invoicing import services as invoicing
from tests.accounts import people
from tests.shop.ledger import an_agreed_order

pytestmark = pytest.mark.django_db
LAST_SEEN, FIRST, SECOND = date(2023, 11, 22), date(2026, 10, 24), date(2026, 11, 16)


@pytest.fixture
def practice(settings: Any, tmp_path: Path) -> Practice:
    """A practice whose only manager was not seen for three years."""
    settings.ERASURE_JOURNALS = [str(tmp_path / "a"), str(tmp_path / "b")]
    found = people.a_practice(state=Practice.State.APPROVED)
    noon = datetime(LAST_SEEN.year, LAST_SEEN.month, LAST_SEEN.day, 12, tzinfo=clock.AMSTERDAM)
    User.objects.update(last_login=noon)
    return found


def test_a_week_passes_between_the_second_letter_and_the_end(practice: Practice) -> None:
    retention.warn_idle_accounts(FIRST)
    late = SECOND + timedelta(days=60)  # the house was closed meanwhile
    assert retention.warn_idle_accounts(late) == 1
    assert retention.leave_idle_accounts(late) == 0
    assert retention.leave_idle_accounts(late + timedelta(days=6)) == 0
    assert retention.leave_idle_accounts(late + timedelta(days=7)) == 1


def test_what_a_practice_owes_holds_back_its_only_manager(practice: Practice) -> None:
    order = an_agreed_order(practice, placed_by=people.manager_of(practice))
    invoicing.issue_for_order(order.pk)
    assert [retention.warn_idle_accounts(day) for day in (FIRST, SECOND)] == [0, 0]
    IdleNotice.objects.create(subject=people.manager_of(practice).subject.uuid, last_used_at=clock.now())
    IdleNotice.objects.update(first_at="2026-10-01T00:00Z", second_at="2026-11-01T00:00Z")
    assert retention.leave_idle_accounts(date(2026, 12, 23)) == 0
    colleague = people.a_colleague(practice, "manager", "bo@linde.example")
    User.objects.filter(pk=colleague.pk).update(last_login=clock.now())
    assert retention.leave_idle_accounts(date(2026, 12, 23)) == 1
    assert ErasureRun.objects.get().subject == people.manager_of(practice).subject.uuid


def test_who_signs_in_while_the_list_is_worked_through_stays(
    practice: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    [answer] = idle._seen

    def they_sign_in_now(moment: datetime, only: UUID | None = None) -> Iterator[idle.Idle]:
        found = list(answer(moment, only))
        User.objects.update(last_login=clock.now())
        yield from found

    for day in (FIRST, SECOND):
        retention.warn_idle_accounts(day)
    monkeypatch.setattr(idle, "_seen", [they_sign_in_now])
    assert retention.leave_idle_accounts(date(2026, 12, 23)) == 0
    assert not ErasureRun.objects.exists()
