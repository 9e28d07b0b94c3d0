"""Accounts that nobody uses: two letters, and then they go; accounts that were never confirmed go sooner."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Protocol
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from d4d.foundation import clock, outbox
from privacy import ties
from privacy.erasure.asking import begin_waiting
from privacy.events import AccountIdle
from privacy.models import DataSubject, ErasureRun, Hold, IdleNotice
from privacy.vocabulary import WHILE_ACTIVE

FIRST_NOTICE_DAYS = 30
SECOND_NOTICE_DAYS = 7
UNCONFIRMED_DAYS = 30
AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Idle:
    """Somebody who has not been seen since a moment.

    `alone_for` are the companies that would be left without a manager: what these owe us holds their manager
    back. `is_silent` when there is nobody to write to.
    """

    subject: UUID
    last_used_at: datetime
    alone_for: tuple[UUID, ...] = ()
    is_silent: bool = False


class Seen(Protocol):
    """A room says who was not seen since a moment, or whether this one person was not."""

    def __call__(self, moment: datetime, only: UUID | None = None) -> Iterable[Idle]:
        """Everybody, the longest ago first, or `only` somebody."""


_seen: list[Seen] = []
_unconfirmed: list[Seen] = []


def seen_by(idle: Seen, unconfirmed: Seen) -> None:
    """Let a room say who was not seen since a moment, and who never confirmed their account by then."""
    if idle not in _seen:
        _seen.append(idle)
        _unconfirmed.append(unconfirmed)


def warn_idle_accounts(as_of: date | None = None) -> int:
    """Two letters, thirty and seven days before; who signs in meanwhile is forgotten here."""
    today = as_of or clock.today()
    now = _midnight(today)
    first = _cutoff(today + timedelta(days=FIRST_NOTICE_DAYS))
    count = 0
    idle = {one.subject: one for answer in _seen for one in answer(first) if not one.is_silent}
    IdleNotice.objects.exclude(subject__in=list(idle)).delete()
    for one in list(idle.values())[:AT_ONCE]:
        if not _is_tied(one):
            count += _warn(one, now)
    return count


def leave_idle_accounts(as_of: date | None = None) -> int:
    """Accounts go that were idle for three years and told twice, and those that nobody ever confirmed."""
    today = as_of or clock.today()
    told = set(_told_by(today).values_list("subject", flat=True))
    since, limit = _cutoff(today), _midnight(today) - timedelta(days=UNCONFIRMED_DAYS)
    going = [
        (answer, since, one, ErasureRun.Origin.IDLE)
        for answer in _seen
        for one in answer(since)
        if one.is_silent or one.subject in told
    ]
    going += [
        (answer, limit, one, ErasureRun.Origin.UNCONFIRMED)
        for answer in _unconfirmed
        for one in answer(limit)
    ]
    return sum(_leave(answer, moment, one.subject, origin) for answer, moment, one, origin in going[:AT_ONCE])


def _told_by(today: date) -> "QuerySet[IdleNotice]":
    """Who got both letters, each as long ago as it says."""
    first = _midnight(today) - timedelta(days=FIRST_NOTICE_DAYS - 1)
    second = _midnight(today) - timedelta(days=SECOND_NOTICE_DAYS)
    return IdleNotice.objects.filter(first_at__lte=first, second_at__lte=second)


def _cutoff(day: date) -> datetime:
    return _midnight(WHILE_ACTIVE.cutoff(day))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=clock.AMSTERDAM)


def _is_tied(one: Idle) -> bool:
    return (
        any(tie.blocks for subject in (one.subject, *one.alone_for) for tie in ties.of(subject))
        or Hold.objects.in_force().filter(subject=one.subject).exists()
    )


@transaction.atomic
def _warn(one: Idle, now: datetime) -> bool:
    notice, is_new = IdleNotice.objects.get_or_create(
        subject=one.subject, defaults={"last_used_at": one.last_used_at}
    )
    if is_new:
        IdleNotice.objects.filter(pk=notice.pk).update(first_at=now)
        outbox.publish(AccountIdle(notice.pk, 1))
    elif notice.second_at is None and now - notice.first_at >= timedelta(
        days=FIRST_NOTICE_DAYS - SECOND_NOTICE_DAYS
    ):
        IdleNotice.objects.filter(pk=notice.pk).update(second_at=now)
        outbox.publish(AccountIdle(notice.pk, 2))
    else:
        return False
    return True


@transaction.atomic
def _leave(answer: Seen, moment: datetime, subject: UUID, origin: str) -> bool:
    """Let somebody go, unless they were seen since the list was made."""
    DataSubject.objects.select_for_update().filter(uuid=subject).first()
    still = next((one for one in answer(moment, only=subject) if one.subject == subject), None)
    if still is None or _is_tied(still) or ErasureRun.objects.open().filter(subject=subject).exists():
        return False
    begin_waiting(subject, origin, None)
    return True
