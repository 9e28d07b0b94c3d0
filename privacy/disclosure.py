"""The one door out: nothing leaves but the fields a recipient may have, and the names of these are kept."""

from collections.abc import Callable, Mapping
from typing import TypeVar
from uuid import UUID

from privacy.models import Disclosure
from privacy.vocabulary import RECIPIENTS, Purpose, Recipient

Answer = TypeVar("Answer")


class NotOnTheList(Exception):
    """A recipient, or a field for it, that nobody declared."""


def disclose(
    recipient: Recipient,
    fields: Mapping[str, object],
    send: Callable[[], Answer],
    *,
    subject: UUID | None,
    occasion: str,
    purpose: Purpose | None = None,
) -> Answer:
    """Send data about somebody to a recipient, and log which fields went.

    `fields` maps the names of PRIVACY's vocabulary to their values; only names are stored. `occasion` is a
    business reference ("parcel P2026-7-1"); `purpose` is told where it is not the recipient's usual one.
    The row is written before the call: data may have left even when the answer never comes. Raises
    NotOnTheList, and nothing is sent then.
    """
    if RECIPIENTS.get(recipient.code) is not recipient:
        raise NotOnTheList(f"{recipient.code} is no declared recipient")
    if surplus := sorted(fields.keys() - recipient.gets):
        raise NotOnTheList(f"{recipient.code} may not have {', '.join(surplus)}")
    Disclosure.objects.create(
        subject=subject,
        recipient=recipient.code,
        purpose=(purpose or recipient.purpose).code,
        fields=sorted(name for name, value in fields.items() if value not in ("", None)),
        occasion=occasion,
    )
    return send()
