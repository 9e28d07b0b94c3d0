"""Who asks? A fresh sign-in is enough; else a link to the mailbox and a second known fact.

Never a copy of an identity card (GDPR art. 12(6)). While we wait the clock stands still; the date on which
it would have ended stays to be seen.
"""

from datetime import date
from uuid import UUID

from django.core import signing
from django.db import transaction
from django.utils.crypto import constant_time_compare

from d4d.foundation import clock, outbox, states
from privacy import objection, people
from privacy.events import IdentityAsked
from privacy.models import Request
from privacy.requests import term
from privacy.requests.closing import close
from privacy.requests.opening import add_words, write

SALT = "privacy.identity"
MAX_TRIES = 5


@transaction.atomic
def ask(request_id: int, *, by: UUID | None = None) -> Request:
    """Send a link to the mailbox that we have, and let the clock stand still."""
    row = Request.objects.select_for_update().get(pk=request_id)
    if row.state != Request.State.RECEIVED:
        return row
    states.move(row, Request.State.IDENTIFYING, by=by)
    row.paused_on = clock.today()
    row.save(update_fields=["paused_on"])
    write(row, "identity asked", by=by)
    turn = row.events.filter(what="identity asked").count()
    outbox.publish(IdentityAsked(request_id=row.pk, turn=turn))
    return row


def token_of(row: Request) -> str:
    """What stands in the link: opaque, of this request only, and no address in it."""
    return signing.dumps([row.pk, row.number], salt=SALT, compress=False)


def find(token: str) -> Request | None:
    """The request of a link; None when it is forged, or when it was answered meanwhile."""
    try:
        pk, number = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    row = Request.objects.running().filter(pk=pk).first()
    return row if row and constant_time_compare(row.number, str(number)) else None


@transaction.atomic
def prove(request_id: int, fact: str) -> Request:
    """Somebody opened the link and named a second fact.

    What does not fit counts as a try; after five the staff goes on by hand. Look at `identity`.
    """
    row = Request.objects.select_for_update().get(pk=request_id)
    if row.identity or not row.is_running or row.events.filter(what="not recognised").count() >= MAX_TRIES:
        return row
    subject = row.subject or (people.find(row.email) if row.email else None)
    if subject is None or not people.recognises(subject, fact):
        write(row, "not recognised")
        return row
    return _recognised(row, subject, Request.Identity.LINK_AND_FACT, by=subject)


@transaction.atomic
def recognise(request_id: int, subject: UUID | None, *, by: UUID | None) -> Request:
    """The staff knows who this is: by calling back on a known number, or because they stood at the desk."""
    row = Request.objects.select_for_update().get(pk=request_id)
    if row.identity or not row.is_running:
        return row
    return _recognised(row, subject or row.subject, Request.Identity.RECOGNISED, by=by)


def _recognised(row: Request, subject: UUID | None, how: str, *, by: UUID | None) -> Request:
    twin = _running_twin(row, subject)
    kept = _known(row, subject, how, by=by) if twin is None else _merge(row, twin, how, by=by)
    if kept.kind == Request.Kind.OBJECTION:
        objection.stop(kept)
    return kept


def _known(row: Request, subject: UUID | None, how: str, *, by: UUID | None) -> Request:
    row.due_on, row.paused_on = _last_day(row), None
    row.identity, row.subject = how, subject
    row.save(update_fields=["identity", "subject", "due_on", "paused_on"])
    if row.state == Request.State.IDENTIFYING:
        states.move(row, Request.State.RECEIVED, by=by)
    write(row, "recognised", by=by, detail=how)
    return row


def _last_day(row: Request) -> date:
    """The last day for an answer, when the clock that stood still goes on today."""
    return term.resumed(row.due_on, row.paused_on, clock.today()) if row.paused_on else row.due_on


def _running_twin(row: Request, subject: UUID | None) -> Request | None:
    if subject is None:
        return None
    same = Request.objects.running().filter(subject=subject, kind=row.kind, about=row.about)
    return same.exclude(pk=row.pk).select_for_update().first()


def _merge(row: Request, twin: Request, how: str, *, by: UUID | None) -> Request:
    """The same person asked the same by another way: that one runs on, with all that this one brought."""
    last_day = _last_day(row)
    row = close(row, Request.State.WITHDRAWN, by=by)
    row.identity, row.subject = how, twin.subject
    row.save(update_fields=["identity", "subject"])
    write(row, "went on as", by=by, detail=twin.number)
    if not twin.identity:
        _known(twin, twin.subject, how, by=by)
    twin.received_at = min(twin.received_at, row.received_at)
    twin.original_due_on = min(twin.original_due_on, row.original_due_on)
    twin.due_on = twin.due_on if twin.extended_on else min(twin.due_on, last_day)
    twin.save(update_fields=["received_at", "original_due_on", "due_on"])
    add_words(twin, row.text, by)
    return twin
