"""The one door out: nothing leaves but the fields a recipient may have, and the names of these are kept."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from d4d.foundation import clock
from privacy.gate import NotPermitted, stopped
from privacy.models import Disclosure
from privacy.vocabulary import RECIPIENTS, Purpose, Recipient

Answer = TypeVar("Answer")
Fields = Mapping[str, object]  # of the vocabulary, with their values
About = Sequence[tuple[UUID | None, Fields]]


class NotOnTheList(Exception):
    """A recipient, or a field for it, that nobody declared."""


def disclose(
    recipient: Recipient,
    fields: Fields,
    send: Callable[[], Answer],
    *,
    subject: UUID | None,
    occasion: str,
    purpose: Purpose | None = None,
) -> Answer:
    """Send data about somebody to a recipient, and log which fields went.

    `fields` maps the names of PRIVACY's vocabulary to their values; only names are stored. `occasion` is a
    business reference ("parcel P2026-7-1"); `purpose` is said where it is not the usual one of this
    recipient. The row is written before the call: data may have left even when the answer never comes.
    Raises NotOnTheList, or NotPermitted when the person is restricted or objected; nothing is sent then.
    """
    return disclose_each(recipient, [(subject, fields)], send, occasion=occasion, purpose=purpose)


def disclose_each(
    recipient: Recipient,
    about: About,
    send: Callable[[], Answer],
    *,
    occasion: str,
    purpose: Purpose | None = None,
) -> Answer:
    """The same with data about several people, who are sent together: all of them, or none."""
    purpose = purpose or recipient.purpose
    for _, fields in about:
        check(recipient, fields)
    for reason in stopped([subject for subject, _ in about if subject is not None], purpose).values():
        raise NotPermitted(reason)
    _note_each(recipient, about, occasion, purpose, clock.now())
    return send()


def check(recipient: Recipient, fields: Fields) -> None:
    """Whether a recipient may have these fields today; raises NotOnTheList."""
    if RECIPIENTS.get(recipient.code) is not recipient:
        raise NotOnTheList(f"{recipient.code} is no declared recipient")
    if not recipient.is_used_on(clock.today()):
        raise NotOnTheList(f"{recipient.code} gets nothing any more, or nothing yet")
    if surplus := sorted(fields.keys() - recipient.gets):
        raise NotOnTheList(f"{recipient.code} may not have {', '.join(surplus)}")


def note(
    recipient: Recipient,
    fields: Fields,
    *,
    subject: UUID | None,
    occasion: str,
    purpose: Purpose,
    at: datetime | None = None,
) -> None:
    """Write down which fields went to whom: their names, and only those that were filled."""
    _note_each(recipient, [(subject, fields)], occasion, purpose, at or clock.now())


def _note_each(recipient: Recipient, about: About, occasion: str, purpose: Purpose, at: datetime) -> None:
    Disclosure.objects.bulk_create(
        Disclosure(
            subject=subject,
            recipient=recipient.code,
            purpose=purpose.code,
            fields=sorted(name for name, value in fields.items() if value not in ("", None)),
            occasion=occasion,
            at=at,
        )
        for subject, fields in about
    )
