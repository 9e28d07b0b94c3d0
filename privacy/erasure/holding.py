"""Places and releases legal holds."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext

from d4d.foundation import clock, states
from privacy import protection
from privacy.erasure.asking import begin_waiting
from privacy.models import ErasureRun, Hold
from privacy.protection import Kind, Noted

NONE = "-"


@transaction.atomic
def place(
    subject: UUID,
    reason: str,
    review_on: date,
    *,
    by: UUID | None,
    tables: Sequence[str] = (),
    rows: Sequence[int] = (),
    placed_at: datetime | None = None,
) -> Hold:
    """Keep rows about somebody for a claim, from the next step of any erasure on."""
    hold = Hold.objects.create(
        subject=subject,
        reason=reason,
        review_on=review_on,
        placed_by=by,
        tables=list(tables),
        rows=list(rows),
        placed_at=placed_at or clock.now(),
    )
    states.begin(hold, "placed", by=by)
    kept = (",".join(hold.tables), ",".join(map(str, hold.rows)))
    protection.begun(Kind.HOLD, subject, _key(hold), review_on.isoformat(), *(one or NONE for one in kept))
    return hold


@transaction.atomic
def release(hold_id: int, *, by: UUID | None) -> Hold:
    """The claim is over; what an erasure left behind for it goes at the next run."""
    hold = Hold.objects.select_for_update().get(pk=hold_id)
    if hold.released_at is None:
        hold.released_at, hold.released_by = clock.now(), by
        hold.save(update_fields=["released_at", "released_by"])
        states.begin(hold, "released", came_from="placed", by=by)
        protection.ended(Kind.HOLD, hold.subject, _key(hold))
    return hold


def restore(noted: Noted) -> bool:
    """Place or release a hold again that an old backup does not know so; its words are lost."""
    placed_at = datetime.fromisoformat(noted.key)
    known = Hold.objects.filter(subject=noted.subject, placed_at=placed_at)
    if not noted.has_begun:
        return bool(known.in_force().update(released_at=noted.at))
    if known.exists():
        return False
    review_on, *kept = noted.details
    tables, rows = ([] if one == NONE else one.split(",") for one in kept)
    place(
        noted.subject,
        gettext("Noted outside the database; a backup was put back that does not know this hold."),
        date.fromisoformat(review_on),
        by=None,
        tables=tables,
        rows=[int(row) for row in rows],
        placed_at=placed_at,
    )
    return True


def erase_what_was_released() -> int:
    """A new run for each erasure that left something behind for a hold that is over; says how many."""
    count = 0
    released = Hold.objects.filter(subject=OuterRef("subject"), released_at__gt=OuterRef("finished_at"))
    left = ErasureRun.objects.with_something_held().filter(Exists(released))
    for subject in left.values_list("subject", flat=True).distinct():
        with transaction.atomic():
            if not ErasureRun.objects.open().filter(subject=subject).exists():
                begin_waiting(subject, ErasureRun.Origin.RELEASE, None)
                count += 1
    return count


def _key(hold: Hold) -> str:
    """What tells one hold about somebody from another, also once its number was given out again."""
    return hold.placed_at.isoformat()
