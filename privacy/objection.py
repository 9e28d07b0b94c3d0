"""Somebody objects (GDPR art. 21): marketing stops for good, another interest until it is weighed."""

from uuid import UUID

from django.db import transaction

from d4d.foundation import clock
from privacy import consent, protection, requests
from privacy.consent import Circumstances
from privacy.models import ConsentEvent, DataSubject, Objection, Request
from privacy.protection import Kind, Noted
from privacy.vocabulary import CLAIM, PURPOSES, Basis, Purpose

MARKETING = "marketing"


def purposes() -> list[Purpose]:
    """Every use that rests on our legitimate interest, but claims: these go on (GDPR art. 21(1))."""
    return [one for one in PURPOSES.values() if one.basis is Basis.INTEREST and one is not CLAIM]


@transaction.atomic
def to_marketing(subject: UUID, *, source: str, by: UUID | None = None) -> Request:
    """Marketing stops now, on every channel; there is nothing to weigh."""
    kind = ConsentEvent.Source
    how = Circumstances(kind.ACCOUNT if source == Request.Source.ACCOUNT else kind.REQUEST, actor=by)
    consent.object_to_marketing(subject, how)
    row = requests.open(subject, Request.Kind.OBJECTION, source=source, about=MARKETING, by=by)
    return requests.close(row, Request.State.GRANTED, by=by, article="GDPR art. 21(3)")


@transaction.atomic
def to_purpose(
    subject: UUID, purpose: Purpose, *, source: str, text: str = "", by: UUID | None = None
) -> Request:
    """The use stops at once; the request says by when we have weighed it."""
    assert purpose in purposes(), "only what rests on our interest can be objected to"
    row = requests.open(subject, Request.Kind.OBJECTION, source=source, text=text, about=purpose.code, by=by)
    stop(row)
    return row


def stop(row: Request) -> None:
    """What the request objects to stops: marketing for good, anything else until it is decided."""
    if row.subject is not None and row.about in {"", MARKETING}:
        consent.object_to_marketing(row.subject, Circumstances(ConsentEvent.Source.REQUEST))
    elif row.subject is not None and row.about in {one.code for one in purposes()}:
        Objection.objects.get_or_create(
            subject=row.subject,
            purpose=row.about,
            ended_at=None,
            defaults={"since": clock.now(), "request": row},
        )
        protection.begun(Kind.OBJECTION, row.subject, row.about, row.source)


def end(row: Request) -> None:
    """Compelling grounds weigh heavier: the use goes on."""
    if Objection.objects.filter(request=row, ended_at=None).update(ended_at=clock.now()) and row.subject:
        protection.ended(Kind.OBJECTION, row.subject, row.about)


def restore(noted: Noted) -> bool:
    """Object again for somebody whose objection an old backup forgot; its time to be weighed runs on."""
    standing = Objection.objects.filter(subject=noted.subject, purpose=noted.key, ended_at=None)
    if not noted.has_begun:
        return bool(standing.update(ended_at=noted.at))
    if standing.exists() or not DataSubject.objects.filter(uuid=noted.subject).exists():
        return False
    (source,) = noted.details
    objection = Request.Kind.OBJECTION
    stop(requests.open(noted.subject, objection, source=source, about=noted.key, received_at=noted.at))
    return True
