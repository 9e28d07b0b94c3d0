"""Accounts that nobody uses: two letters, and then they go; accounts that were never confirmed go sooner."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db import transaction

from d4d.foundation import clock, outbox
from privacy import ties
from privacy.erasure.asking import begin_waiting
from privacy.events import AccountIdle
from privacy.models import ErasureRun, Hold, IdleNotice
from privacy.vocabulary import WHILE_ACTIVE

FIRST_NOTICE_DAYS = 30
SECOND_NOTICE_DAYS = 7
UNCONFIRMED_DAYS = 30
AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Idle:
    """Somebody who has not been seen since a moment; `is_silent` when there is nobody to write to."""

    subject: UUID
    last_used_at: datetime
    is_silent: bool = False


Seen = Callable[[datetime], Iterable[Idle]]

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
        if not _is_tied(one.subject):
            count += _warn(one, now)
    return count


def leave_idle_accounts(as_of: date | None = None) -> int:
    """Accounts go that were idle for three years and told twice, and those that nobody ever confirmed."""
    today = as_of or clock.today()
    told = set(
        IdleNotice.objects.filter(
            first_at__lte=_midnight(today) - timedelta(days=FIRST_NOTICE_DAYS - 1), second_at__isnull=False
        ).values_list("subject", flat=True)
    )
    over = [one for answer in _seen for one in answer(_cutoff(today))]
    going = [(one.subject, ErasureRun.Origin.IDLE) for one in over if one.is_silent or one.subject in told]
    limit = _midnight(today) - timedelta(days=UNCONFIRMED_DAYS)
    going += [
        (one.subject, ErasureRun.Origin.UNCONFIRMED) for answer in _unconfirmed for one in answer(limit)
    ]
    return sum(_leave(subject, origin) for subject, origin in going[:AT_ONCE])


def _cutoff(day: date) -> datetime:
    return _midnight(WHILE_ACTIVE.cutoff(day))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=clock.AMSTERDAM)


def _is_tied(subject: UUID) -> bool:
    return (
        any(tie.blocks for tie in ties.of(subject))
        or Hold.objects.in_force().filter(subject=subject).exists()
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
def _leave(subject: UUID, origin: str) -> bool:
    if _is_tied(subject) or ErasureRun.objects.open().filter(subject=subject).exists():
        return False
    begin_waiting(subject, origin, None)
    return True
