"""A request gets its answer, once."""

from uuid import UUID

from django.db import transaction

from d4d.foundation import clock, states
from privacy.models import Request
from privacy.requests.opening import write


@transaction.atomic
def close(
    request: Request,
    outcome: str,
    *,
    by: UUID | None = None,
    article: str = "",
    answer: str = "",
) -> Request:
    """Answer a request: granted, partly_granted, refused or withdrawn; one that has its answer keeps it."""
    row = Request.objects.select_for_update().get(pk=request.pk)
    if not row.is_running:
        return row
    row.article, row.answer = article, answer
    row.closed_at, row.paused_on = clock.now(), None
    came_from, row.state = row.state, Request.State(outcome)
    row.save(update_fields=["article", "answer", "closed_at", "paused_on", "state"])
    states.begin(row, row.state, came_from=came_from, by=by)
    write(row, row.state, by=by, detail=article)
    return row
