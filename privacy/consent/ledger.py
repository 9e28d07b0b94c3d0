"""The ledger of choices: a row per choice, and how it stands now."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import connection, transaction

from d4d.foundation import clock
from privacy.consent import endings, wording
from privacy.consent.offers import Pair, offered_to_customers
from privacy.models import ConsentEvent, ConsentEvidence, ConsentState, DataSubject
from privacy.vocabulary import CONSENT_LASTS

Action = ConsentEvent.Action
Source = ConsentEvent.Source
Standing = ConsentState.Standing


@dataclass(frozen=True, slots=True)
class Choice:
    """What somebody chose about one question; `text` is the code of the words they saw."""

    pair: Pair
    action: ConsentEvent.Action
    text: str = ""


@dataclass(frozen=True, slots=True)
class Circumstances:
    """How a choice reached us: by which door, in which language, on which form, from which network.

    `occasion` is a business reference and goes into the chain; form, network and note stay beside it.
    """

    source: str
    locale: str = "nl"
    actor: UUID | None = None
    occasion: str = ""
    form: str = ""
    network: str = ""
    note: str = ""


def record(subject: UUID, choices: Iterable[Choice], how: Circumstances) -> list[ConsentEvent]:
    """Write choices down and let them count at once; part of the caller's transaction.

    Takes no lock but that of this very person, so that a checkout waits for nobody else; the seal follows.
    Somebody whom we do not know chooses nothing.
    """
    assert connection.in_atomic_block, "a choice is part of an act"
    people = DataSubject.objects.select_for_update(no_key=True)
    if not people.filter(uuid=subject).exists():
        return []
    return [_write(subject, choice, how) for choice in choices]


def standing(subject: UUID, pair: Pair) -> ConsentState | None:
    """How it stands now; None when nothing was ever chosen."""
    purpose, channel = pair
    return ConsentState.objects.of(subject).filter(purpose=purpose.code, channel=channel).first()


def is_on(subject: UUID, pair: Pair) -> bool:
    """Whether this purpose may reach somebody by this channel, as far as they chose.

    What was chosen longer ago than we rely on counts as off.
    """
    state = standing(subject, pair)
    return state is not None and counts(state)


def may_object(subject: UUID) -> bool:
    """Whether it makes sense to ask somebody who buys if they object: not once they chose."""
    chosen = ConsentState.objects.of(subject).exclude(standing=Standing.OFFERED)
    known = set(chosen.values_list("purpose", "channel"))
    return any((purpose.code, str(channel)) not in known for purpose, channel in offered_to_customers())


def counts(state: ConsentState) -> bool:
    """Whether a standing opens the gate today."""
    lasts_since = CONSENT_LASTS.cutoff(clock.today())
    return state.standing in ConsentState.REACHED and clock.local(state.changed_at).date() >= lasts_since


def after(before: str | None, action: str) -> str | None:
    """The standing that follows: who objected or withdrew stays left alone, whatever they buy."""
    if action in {Action.GIVEN, Action.WITHDRAWN, Action.OBJECTED}:
        return action
    if action == Action.OFFERED:
        return before or Standing.OFFERED
    if before in {Standing.OFFERED, Standing.CUSTOMER}:
        return Standing.CUSTOMER
    return before


@transaction.atomic
def rebuild() -> int:
    """Make every standing anew from the ledger; the number of them that were wrong."""
    wrong = 0
    kept = {(row.subject, row.purpose, row.channel): row for row in ConsentState.objects.all()}
    for key, (standing_now, event) in folded().items():
        row = kept.pop(key, None)
        if row is None or (row.standing, row.event) != (standing_now, event.pk):
            _project(event, standing_now)
            wrong += 1
    surplus = [row.pk for row in kept.values() if counts(row)]
    ConsentState.objects.filter(pk__in=surplus).delete()
    return wrong + len(surplus)


def folded() -> dict[tuple[UUID, str, str], tuple[str, ConsentEvent]]:
    """What the whole ledger comes down to: standing and the row it rests on, of people who are still here."""
    result: dict[tuple[UUID, str, str], tuple[str, ConsentEvent]] = {}
    gone = set(DataSubject.objects.filter(state=DataSubject.State.ERASED).values_list("uuid", flat=True))
    for event in ConsentEvent.objects.order_by("pk").iterator(chunk_size=1000):
        key = (event.subject, event.purpose, event.channel)
        before = result.get(key)
        now = after(before[0] if before else None, event.action)
        if event.subject not in gone and now and is_news(before[0] if before else None, now, event.action):
            result[key] = (now, event)
    return result


def is_news(before: str | None, now: str, action: str) -> bool:
    """Whether a standing rests on this row from now on: it changed, or was chosen or earned anew."""
    return (
        before != now
        or action in {Action.GIVEN, Action.WITHDRAWN, Action.OBJECTED}
        or (action == Action.SOLD and now == Standing.CUSTOMER)
    )


def _write(subject: UUID, choice: Choice, how: Circumstances) -> ConsentEvent:
    purpose, channel = choice.pair
    event = ConsentEvent.objects.create(
        subject=subject,
        purpose=purpose.code,
        channel=channel,
        action=choice.action,
        text=wording.shown(choice.text, how.locale) if choice.text else None,
        source=how.source,
        actor=how.actor,
        occasion=how.occasion,
        at=clock.now(),
    )
    if how.form or how.network or how.note:
        ConsentEvidence.objects.create(
            event=event, subject=subject, form=how.form, network=how.network, note=how.note, at=event.at
        )
    state = standing(subject, choice.pair)
    before = state.standing if state else None
    now = after(before, choice.action)
    if now and is_news(before, now, choice.action):
        _project(event, now)
    if choice.action in {Action.WITHDRAWN, Action.OBJECTED}:
        endings.tell(subject, purpose)
    return event


def _project(event: ConsentEvent, standing_now: str) -> None:
    ConsentState.objects.update_or_create(
        subject=event.subject,
        purpose=event.purpose,
        channel=event.channel,
        defaults={"standing": standing_now, "event": event.pk, "changed_at": event.at},
    )
