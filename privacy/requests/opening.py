"""Somebody uses a right: from this moment the clock of the law runs."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F, Value
from django.db.models.functions import Concat
from django.utils.translation import get_language

from d4d.foundation import clock, numbering, states
from privacy.models import Request, RequestEvent
from privacy.requests import term


@transaction.atomic
def open(  # noqa: A001 - requests.open says what it does
    subject: UUID | None,
    kind: str,
    *,
    source: str,
    text: str = "",
    received_at: datetime | None = None,
    about: str = "",
    name: str = "",
    email: str = "",
    by: UUID | None = None,
) -> Request:
    """Take in a request with its legal clock; a double one returns the one that runs.

    `about` is the purpose objected to, or the ground of a restriction. What the double one adds in words
    is added to the one that runs. Somebody whom we do not know has no subject, but a name and a mailbox;
    by the public form each of their requests is one of its own, until its own link was opened.
    """
    asked = Request(
        subject=subject,
        kind=Request.Kind(kind),
        about=about,
        source=Request.Source(source),
        text=text,
        name=name,
        email=email,
        received_at=received_at or clock.now(),
    )
    running = _running_like(asked)
    if running is None:
        try:
            return _take_in(asked, by or subject)
        except IntegrityError:  # somebody pressed twice at the same moment
            running = _running_like(asked)
            if running is None:
                raise
    add_words(running, text, by or subject)
    return running


def write(row: Request, what: str, *, by: UUID | None = None, detail: str = "") -> None:
    """Put a step on the timeline of a request."""
    RequestEvent.objects.create(request=row, what=what, actor=by, detail=detail)


def add_words(row: Request, text: str, by: UUID | None) -> None:
    """Somebody says more about what they asked: nothing that was said is lost."""
    if not text or text in row.text:
        return
    Request.objects.filter(pk=row.pk).update(text=Concat(F("text"), Value(f"\n\n{text}")))
    row.refresh_from_db()
    write(row, "added to", by=by)


def _running_like(asked: Request) -> Request | None:
    rows = Request.objects.running().filter(kind=asked.kind, about=asked.about)
    if asked.subject is not None:
        return rows.filter(subject=asked.subject).first()
    if not asked.email or asked.source == Request.Source.FORM:  # anybody can type any address there
        return None
    noted = rows.filter(subject=None, email__iexact=asked.email).exclude(source=Request.Source.FORM)
    return noted.first()


@transaction.atomic
def _take_in(row: Request, by: UUID | None) -> Request:
    if row.source == Request.Source.ACCOUNT:
        row.identity = Request.Identity.SIGNED_IN
    row.language = "en" if get_language() == "en" else "nl"
    row.due_on = row.original_due_on = term.due_on(row.received_at)
    year = clock.local(row.received_at).year
    row.number = f"V{year}-{numbering.draw(f'privacy-request-{year}'):04}"
    row.save()
    states.begin(row, row.state, by=by)
    write(row, "received", by=by, detail=row.source)
    return row
