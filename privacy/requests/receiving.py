"""How requests come in: from the account, by the public form, or written down by the staff."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from d4d.foundation import clock, outbox
from privacy import objection
from privacy.events import RequestReceived
from privacy.models import Request
from privacy.requests import closing, identity
from privacy.requests.opening import open as open_request
from privacy.requests.opening import write
from privacy.vocabulary import PURPOSES, UNPROVEN_DAYS


@transaction.atomic
def from_account(
    subject: UUID,
    kind: str,
    *,
    text: str,
    about: str = "",
    statement: str = "",
    is_fresh: bool = True,
) -> Request:
    """Somebody who is signed in asks; what they object to stops at once.

    Whether they showed just now who they are stands on the timeline, for who decides.
    """
    if kind == Request.Kind.OBJECTION and about == objection.MARKETING:
        return objection.to_marketing(subject, source=Request.Source.ACCOUNT)
    if kind == Request.Kind.OBJECTION:
        row = objection.to_purpose(subject, PURPOSES[about], source=Request.Source.ACCOUNT, text=text)
    else:
        row = open_request(subject, kind, source=Request.Source.ACCOUNT, text=text, about=about)
    if statement and not row.statement:
        row.statement = statement
        row.save(update_fields=["statement"])
    write(row, "signed in just now" if is_fresh else "signed in earlier", by=subject)
    outbox.publish(RequestReceived(request_id=row.pk))
    return row


@transaction.atomic
def withdraw(row: Request, *, by: UUID) -> Request:
    """Somebody takes back what they asked; what they objected to may go on."""
    objection.end(row)
    return closing.close(row, Request.State.WITHDRAWN, by=by)


@transaction.atomic
def from_form(kind: str, *, name: str, email: str, text: str, about: str = "") -> Request:
    """A visitor asks; whoever they say they are, the same happens: a link goes to that mailbox."""
    source = Request.Source.FORM
    row = open_request(None, kind, source=source, name=name, email=email.lower(), text=text, about=about)
    return identity.ask(row.pk)


@transaction.atomic
def by_staff(
    kind: str,
    *,
    by: UUID,
    source: str,
    received_at: datetime,
    name: str,
    email: str,
    text: str,
    subject: UUID | None = None,
    about: str = "",
) -> Request:
    """Somebody called, wrote or came by: the clock runs from the day on which it reached us."""
    row = open_request(
        subject,
        kind,
        source=source,
        text=text,
        received_at=received_at,
        about=about,
        name=name,
        email=email.lower(),
        by=by,
    )
    if subject is not None and kind == Request.Kind.OBJECTION:
        objection.stop(row)
    if email or subject:
        outbox.publish(RequestReceived(request_id=row.pk))
    return row


@transaction.atomic
def let_lapse() -> None:
    """Close and empty requests by the form whose link nobody opened: we never learned who asked."""
    before = clock.now() - timedelta(days=UNPROVEN_DAYS)
    waiting = Request.objects.running().filter(
        source=Request.Source.FORM, state=Request.State.IDENTIFYING, identity="", received_at__lt=before
    )
    for row in waiting:
        row = closing.close(row, Request.State.WITHDRAWN, article="GDPR art. 12(6)")
        row.name = row.email = row.text = ""
        row.save(update_fields=["name", "email", "text"])
