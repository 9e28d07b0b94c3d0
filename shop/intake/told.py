"""Short letters to who asked for a quote or wants to be reminded: a few sentences and one button."""

import logging
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from accounts.models import Membership, Practice, User
from d4d.foundation.mail import Letter
from privacy.gate import NotPermitted
from privacy.letters import post
from privacy.vocabulary import ORDER
from shop.intake.models import PriceQuote, Recurrence

log = logging.getLogger("d4d.intake")


@dataclass(frozen=True, slots=True)
class Told:
    """A letter by the name of its template, its key, what it is about, and the facts in it."""

    name: str
    key: str
    occasion: str
    facts: dict[str, Any]


def offered(quote_id: int) -> None:
    """Tell our prices, and until when they hold."""
    asked = PriceQuote.objects.select_related("practice").get(pk=quote_id)
    told = Told("quote_offered", f"quote-offered:{asked.pk}", f"quote {asked.number}", {"asked": asked})
    _send(_reader(asked.practice, asked.person), told, _page_of(asked))


def ends_soon(quote_id: int) -> None:
    """Tell that our prices hold for some days more; not when the quote was answered meanwhile."""
    asked = PriceQuote.objects.select_related("practice").get(pk=quote_id)
    if asked.state != PriceQuote.State.OFFERED:
        return
    told = Told("quote_ends", f"quote-ends:{asked.pk}", f"quote {asked.number}", {"asked": asked})
    _send(_reader(asked.practice, asked.person), told, _page_of(asked))


def due(recurrence_id: int, due_on: str) -> None:
    """Remind somebody of what they usually order now; they order it themselves."""
    row = Recurrence.objects.select_related("practice").filter(pk=recurrence_id).first()
    if row is None or row.state != Recurrence.State.ACTIVE:
        return
    path = reverse("intake:recurrence", args=[row.pk])
    facts = {"row": row, "lines": list(row.lines.select_related("variant__product").order_by("pk"))}
    told = Told("order_due", f"recurrence-due:{row.pk}:{due_on}", f"recurrence {row.pk}", facts)
    _send(_reader(row.practice, row.person), told, path)


def _page_of(asked: PriceQuote) -> str:
    return reverse("intake:quote", args=[asked.number])


def _send(reader: User | None, told: Told, path: str) -> None:
    if reader is None:
        return
    letter = Letter(
        key=f"{told.key}:{reader.pk}",
        template=f"mail/intake/{told.name}",
        to=reader.email,
        language=reader.language,
        context={**told.facts, "button_url": settings.PUBLIC_ORIGIN + path},
    )
    try:
        post(letter, subject=reader.subject.uuid, purpose=ORDER, occasion=told.occasion)
    except NotPermitted as refusal:
        log.info("no letter %s: %s", told.key, refusal)


def _reader(practice: Practice, person: UUID | None) -> User | None:
    """Who asked, while they work there; else whoever manages the practice."""
    works = Membership.objects.filter(practice=practice, is_active=True).select_related("user__subject")
    member = works.filter(user__subject__uuid=person).first() if person else None
    member = member or works.filter(role=Membership.Role.MANAGER).order_by("pk").first()
    return member.user if member else None
