"""Short letters to who asked for a quote or wants to be reminded: a few sentences and one button."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import Membership, Practice, User
from d4d.foundation.mail import Letter
from privacy.gate import NotPermitted
from privacy.letters import post
from privacy.vocabulary import ORDER
from shop.intake.models import PriceQuote, Recurrence

log = logging.getLogger("d4d.intake")


@dataclass(frozen=True, slots=True)
class Words:
    """What a letter says, in the language of its reader."""

    title: str
    parts: tuple[str, ...]
    button: str
    reason: str


def offered(quote_id: int) -> None:
    """Tell our prices, and until when they hold."""
    asked = PriceQuote.objects.select_related("practice").get(pk=quote_id)

    def words() -> Words:
        about = {"number": asked.number, "name": asked.practice.name}
        first = _("We have made the quote that you asked for on behalf of %(name)s.")
        return Words(
            _("Quote %(number)s") % about, (first % about, _ends(asked)), _("See the quote"), _asked()
        )

    reader = _reader(asked.practice, asked.person)
    _send(reader, f"quote-offered:{asked.pk}", f"quote {asked.number}", words, _page_of(asked))


def ends_soon(quote_id: int) -> None:
    """Tell that our prices hold for some days more; not when the quote was answered meanwhile."""
    asked = PriceQuote.objects.select_related("practice").get(pk=quote_id)
    if asked.state != PriceQuote.State.OFFERED:
        return

    def words() -> Words:
        title = _("Quote %(number)s ends soon") % {"number": asked.number}
        return Words(title, (_ends(asked),), _("See the quote"), _asked())

    reader = _reader(asked.practice, asked.person)
    _send(reader, f"quote-ends:{asked.pk}", f"quote {asked.number}", words, _page_of(asked))


def due(recurrence_id: int, due_on: str) -> None:
    """Remind somebody of what they usually order now; they order it themselves."""
    row = Recurrence.objects.select_related("practice").filter(pk=recurrence_id).first()
    if row is None or row.state != Recurrence.State.ACTIVE:
        return

    def words() -> Words:
        return Words(
            _("Time to order again?"),
            (
                _("You wanted to be reminded: %(name)s.") % {"name": row.name},
                _("The button fills your cart at today's prices. Nothing has been ordered yet."),
            ),
            _("Fill my cart"),
            _("You get this mail because you set up a repeating order. You can end it in your account."),
        )

    path = reverse("intake:recurrence", args=[row.pk])
    reader = _reader(row.practice, row.person)
    _send(reader, f"recurrence-due:{row.pk}:{due_on}", f"recurrence {row.pk}", words, path)


def _ends(asked: PriceQuote) -> str:
    assert asked.valid_until is not None, "an offer has an end"
    until = date_format(asked.valid_until, "j F Y")
    return _("Our prices hold until %(day)s. You order at them with one press.") % {"day": until}


def _asked() -> str:
    return _("You get this mail because you asked us for a quote.")


def _page_of(asked: PriceQuote) -> str:
    return reverse("intake:quote", args=[asked.number])


def _send(reader: User | None, key: str, occasion: str, words: Callable[[], Words], path: str) -> None:
    if reader is None:
        return
    with translation.override(reader.language):
        said = words()
    letter = Letter(
        key=f"{key}:{reader.pk}",
        template="mail/intake/told",
        to=reader.email,
        language=reader.language,
        context={"words": said, "button_url": settings.PUBLIC_ORIGIN + path, "button_text": said.button},
    )
    try:
        post(letter, subject=reader.subject.uuid, purpose=ORDER, occasion=occasion)
    except NotPermitted as refusal:
        log.info("no letter %s: %s", key, refusal)


def _reader(practice: Practice, person: UUID | None) -> User | None:
    """Who asked, while they work there; else whoever manages the practice."""
    works = Membership.objects.filter(practice=practice, is_active=True).select_related("user__subject")
    member = works.filter(user__subject__uuid=person).first() if person else None
    member = member or works.filter(role=Membership.Role.MANAGER).order_by("pk").first()
    return member.user if member else None
