"""Places and releases legal holds."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef

from d4d.foundation import clock, states
from privacy.erasure.asking import begin_waiting
from privacy.models import ErasureRun, Hold


@transaction.atomic
def place(
    subject: UUID,
    reason: str,
    review_on: date,
    *,
    by: UUID | None,
    tables: Sequence[str] = (),
    rows: Sequence[int] = (),
) -> Hold:
    """Keep rows about somebody for a claim, from the next step of any erasure on."""
    hold = Hold.objects.create(
        subject=subject,
        reason=reason,
        review_on=review_on,
        placed_by=by,
        tables=list(tables),
        rows=list(rows),
    )
    states.begin(hold, "placed", by=by)
    return hold


@transaction.atomic
def release(hold_id: int, *, by: UUID | None) -> Hold:
    """The claim is over; what an erasure left behind for it goes at the next run."""
    hold = Hold.objects.select_for_update().get(pk=hold_id)
    if hold.released_at is None:
        hold.released_at, hold.released_by = clock.now(), by
        hold.save(update_fields=["released_at", "released_by"])
        states.begin(hold, "released", came_from="placed", by=by)
    return hold


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
