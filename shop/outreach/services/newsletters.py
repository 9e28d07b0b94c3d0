"""A newsletter is written, tried out, sent, paused, resumed and stopped."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from itertools import product
from uuid import UUID

from django.db import transaction
from django.db.models import Count, F

from accounts.models import User
from d4d.foundation import clock, outbox, states
from d4d.foundation.sms import LONGEST
from shop.outreach import composing, segments
from shop.outreach.events import NewsletterStarted, TrialWanted, TurnCame
from shop.outreach.models import Newsletter, Recipient
from shop.outreach.segments import Segment

State = Newsletter.State
ROOM_FOR_THE_WAY_OUT = 110


class CannotLeave(Exception):
    """A newsletter that is not written, or that left already."""


class NoNumber(Exception):
    """A text message cannot be tried out by somebody whose telephone number we do not have."""


class TooLong(Exception):
    """A text message with more letters than go into three parts."""


@dataclass(frozen=True, slots=True)
class Words:
    """What a newsletter says in each language, and for whom it is."""

    name: str
    channel: str
    body_nl: str
    body_en: str
    subject_nl: str = ""
    subject_en: str = ""
    segment: Segment = field(default_factory=Segment)

    def check(self) -> None:
        """Raises CannotBeRead, NotForMarketing or TooLong."""
        for text in (self.subject_nl, self.body_nl, self.subject_en, self.body_en):
            composing.check(text)
        segments.read(self.segment.as_json())
        if self.channel == Newsletter.Channel.SMS:
            longest = max(len(self.body_nl), len(self.body_en))
            if longest > LONGEST - ROOM_FOR_THE_WAY_OUT:
                raise TooLong


@transaction.atomic
def compose(words: Words, *, by: UUID | None) -> Newsletter:
    """A new newsletter, as a draft. Raises what `Words.check` raises."""
    words.check()
    newsletter = Newsletter.objects.create(**_columns(words), made_by=by)
    states.begin(newsletter, State.DRAFT, by=by)
    return newsletter


@transaction.atomic
def write(newsletter_id: int, words: Words) -> Newsletter:
    """Other words or readers for a draft. Raises CannotLeave once it left, and what `Words.check` raises."""
    words.check()
    newsletter = _locked(newsletter_id)
    if not newsletter.is_draft:
        raise CannotLeave
    Newsletter.objects.filter(pk=newsletter.pk).update(**_columns(words))
    return newsletter


@transaction.atomic
def try_out(newsletter_id: int, user_id: int) -> None:
    """Somebody of the staff gets a draft themselves, as it would leave now.

    Raises CannotLeave, or NoNumber for a text message to somebody without a telephone.
    """
    newsletter = _locked(newsletter_id)
    if not newsletter.is_draft:
        raise CannotLeave
    is_text = newsletter.channel == Newsletter.Channel.SMS
    if is_text and not User.objects.filter(pk=user_id).exclude(phone="").exists():
        raise NoNumber
    Newsletter.objects.filter(pk=newsletter.pk).update(turn=F("turn") + 1)
    number = newsletter.turn + 1
    outbox.publish(TrialWanted(newsletter_id=newsletter.pk, user_id=user_id, number=number))


@transaction.atomic
def start(newsletter_id: int, *, by: UUID | None) -> None:
    """It leaves: to everybody whom the gate lets through at the moment that their message is sent."""
    newsletter = _locked(newsletter_id)
    if not newsletter.is_draft:
        raise CannotLeave
    states.move(newsletter, State.SENDING, by=by)
    Newsletter.objects.filter(pk=newsletter.pk).update(started_at=clock.now())
    outbox.publish(NewsletterStarted(newsletter_id=newsletter.pk))


@transaction.atomic
def pause(newsletter_id: int, *, by: UUID | None) -> None:
    """No more leaves until somebody goes on with it."""
    states.move(_locked(newsletter_id), State.PAUSED, by=by)


@transaction.atomic
def resume(newsletter_id: int, *, by: UUID | None) -> None:
    """Go on where it was paused; whose message left, or may have left, gets none again."""
    newsletter = _locked(newsletter_id)
    if states.move(newsletter, State.SENDING, by=by):
        next_turn(newsletter)


@transaction.atomic
def stop(newsletter_id: int, *, by: UUID | None) -> None:
    """No more leaves, for good."""
    newsletter = _locked(newsletter_id)
    if states.move(newsletter, State.STOPPED, by=by):
        Newsletter.objects.filter(pk=newsletter.pk).update(ended_at=clock.now())


def next_turn(newsletter: Newsletter, *, in_seconds: float = 0) -> None:
    """Let the next turn come; those that were announced before mean nothing any more."""
    Newsletter.objects.filter(pk=newsletter.pk).update(turn=F("turn") + 1)
    turn = TurnCame(newsletter_id=newsletter.pk, turn=newsletter.turn + 1)
    outbox.publish(turn, at=clock.now() + timedelta(seconds=in_seconds))


def progress(newsletter: Newsletter) -> dict[str, int]:
    """How many readers are in each state; states without any are left out."""
    return progress_of([newsletter])[newsletter.pk]


def progress_of(newsletters: Iterable[Newsletter]) -> dict[int, dict[str, int]]:
    """The progress of several newsletters, by their number, asked for at once."""
    found: dict[int, dict[str, int]] = {news.pk: {} for news in newsletters}
    rows = Recipient.objects.filter(newsletter__in=found).values("newsletter", "state").order_by()
    readers = {
        (row["newsletter"], row["state"]): row["readers"] for row in rows.annotate(readers=Count("pk"))
    }
    for number, state in product(found, Recipient.State.values):
        if (number, state) in readers:
            found[number][state] = readers[number, state]
    return found


def _columns(words: Words) -> dict[str, object]:
    return {**asdict(words), "segment": words.segment.as_json()}


def _locked(newsletter_id: int) -> Newsletter:
    return Newsletter.objects.select_for_update().get(pk=newsletter_id)
