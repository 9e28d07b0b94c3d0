"""The staff answers: with reasons, the article, and where to go with it (GDPR art. 12(3) and (4))."""

from uuid import UUID

from django.db import transaction

from d4d.foundation import clock, outbox
from privacy import objection, restriction
from privacy.events import RequestDecided, RequestExtended
from privacy.models import Request
from privacy.requests import closing, term
from privacy.requests.opening import write
from privacy.vocabulary import RESTRICTION_GROUNDS, RIGHTS

NEEDS_NO_IDENTITY = {Request.Kind.QUESTION, Request.Kind.COMPLAINT}


class CannotBeExtended(Exception):
    """An extension is told with its reasons inside the first month, and once."""


class IdentityUnknown(Exception):
    """Nothing is granted before we know who asks."""


class ReasonMissing(Exception):
    """Who gets less than they asked for hears why."""


@transaction.atomic
def extend(request_id: int, reason: str, *, by: UUID | None) -> Request:
    """Two months more, with the reasons, told within the first month. Raises CannotBeExtended."""
    row = Request.objects.select_for_update().get(pk=request_id)
    is_in_time = clock.today() <= row.original_due_on
    if not row.is_running or row.extended_on or not is_in_time or not reason.strip():
        raise CannotBeExtended
    row.extended_on, row.extension_reason = clock.today(), reason
    row.due_on = term.extended(row.due_on)
    row.save(update_fields=["extended_on", "extension_reason", "due_on"])
    write(row, "extended", by=by)
    outbox.publish(RequestExtended(request_id=row.pk))
    return row


@transaction.atomic
def decide(request_id: int, outcome: str, *, by: UUID | None, article: str = "", answer: str = "") -> Request:
    """Answer a request, and do what the answer means for restriction and objection.

    Raises IdentityUnknown when something is granted to nobody in particular, ReasonMissing when a refusal
    has no article or no reasons; nothing has changed then.
    """
    row = Request.objects.select_for_update().get(pk=request_id)
    if not row.is_running:
        return row
    is_granted = outcome == Request.State.GRANTED
    is_carried_out = outcome in {Request.State.GRANTED, Request.State.PARTLY}
    if is_carried_out and not _may_be_granted(row):
        raise IdentityUnknown
    if not is_granted and not (article and answer.strip()):
        raise ReasonMissing
    if row.kind == Request.Kind.OBJECTION and is_carried_out:
        objection.stop(row)
    if row.kind == Request.Kind.RESTRICTION and is_carried_out and row.subject:
        ground = row.about if row.about in RESTRICTION_GROUNDS else "a"
        restriction.begin(row.subject, ground, by=by, request=row)
    if row.kind == Request.Kind.OBJECTION and outcome == Request.State.REFUSED:
        objection.end(row)
    article = article or RIGHTS[row.kind]
    row = closing.close(row, outcome, by=by, article=article, answer=answer)
    outbox.publish(RequestDecided(request_id=row.pk))
    return row


def _may_be_granted(row: Request) -> bool:
    return row.kind in NEEDS_NO_IDENTITY or bool(row.identity)
