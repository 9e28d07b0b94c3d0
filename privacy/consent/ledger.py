"""The ledger of choices: a row per choice, and how it stands now."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from d4d.foundation import clock
from privacy.consent import endings, wording
from privacy.consent.offers import Pair, offered_to_customers
from privacy.models import ConsentEvent, ConsentEvidence, ConsentState, ConsentText, DataSubject
from privacy.vocabulary import CONSENT_LASTS

Action = ConsentEvent.Action
Source = ConsentEvent.Source
Standing = ConsentState.Standing


@dataclass(frozen=True, slots=True)
class Choice:
    """What somebody chose about one question; `text` is the code of the words they saw.

    `words` are those words themselves where they were not ours of today.
    """

    pair: Pair
    action: ConsentEvent.Action
    text: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Circumstances:
    """How a choice reached us: by which door, in which language, on which form, from which network.

    `occasion` is a business reference and goes into the chain; form, network and note stay beside it. `at`
    is when it was made, where that was before we heard of it.
    """

    source: str
    locale: str = "nl"
    actor: UUID | None = None
    occasion: str = ""
    form: str = ""
    network: str = ""
    note: str = ""
    at: datetime | None = None


def record(subject: UUID, choices: Iterable[Choice], how: Circumstances) -> list[ConsentEvent]:
    """Write choices down and let them count at once; part of the caller's transaction.

    Takes no lock but that of this very person, so that a checkout waits for nobody else; the seal follows.
    Somebody whom we do not know chooses nothing.
    """
    assert connection.in_atomic_block, "a choice is part of an act"
    people = DataSubject.objects.select_for_update(no_key=True)
    if not people.filter(uuid=subject).exists():
        return []
    wanted = list(choices)
    texts = {one.text: _words(one, how.locale) for one in wanted if one.text}
    at = how.at or clock.now()
    events = ConsentEvent.objects.bulk_create(_event(subject, one, how, texts, at) for one in wanted)
    _note_evidence(events, how)
    _project(subject, events)
    for purpose in {one.pair[0] for one in wanted if one.action in {Action.WITHDRAWN, Action.OBJECTED}}:
        endings.tell(subject, purpose)
    return events


def _words(one: Choice, locale: str) -> ConsentText:
    if one.words:
        return wording.kept(one.text, locale, one.words)
    return wording.shown(one.text, locale)


def standing(subject: UUID, pair: Pair) -> ConsentState | None:
    """How it stands now; None when nothing was ever chosen."""
    purpose, channel = pair
    return ConsentState.objects.of(subject).filter(purpose=purpose.code, channel=channel).first()


def is_on(subject: UUID, pair: Pair) -> bool:
    """Whether this purpose may reach somebody by this channel, as far as they chose.

    What was chosen longer ago than we rely on counts as off.
    """
    return subject in those_on([subject], pair)


def those_on(subjects: Iterable[UUID], pair: Pair) -> set[UUID]:
    """Those of these people whom this purpose may reach by this channel, as far as they chose."""
    purpose, channel = pair
    chosen = ConsentState.objects.filter(subject__in=list(subjects), purpose=purpose.code, channel=channel)
    return {state.subject for state in chosen if counts(state)}


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
            _keep([_state(event, standing_now)])
            wrong += 1
    surplus = [row.pk for row in kept.values() if counts(row)]
    ConsentState.objects.filter(pk__in=surplus).delete()
    return wrong + len(surplus)


def folded() -> dict[tuple[UUID, str, str], tuple[str, ConsentEvent]]:
    """What the whole ledger comes down to: standing and the row it rests on, of people who are still here."""
    result: dict[tuple[UUID, str, str], tuple[str, ConsentEvent]] = {}
    for event in ConsentEvent.objects.order_by("pk").iterator(chunk_size=1000):
        key = (event.subject, event.purpose, event.channel)
        before = result.get(key)
        now = after(before[0] if before else None, event.action)
        if now and is_news(before[0] if before else None, now, event.action):
            result[key] = (now, event)
    here = DataSubject.objects.filter(state__in=[DataSubject.State.ACTIVE, DataSubject.State.RESTRICTED])
    living = set(here.values_list("uuid", flat=True))
    return {key: found for key, found in result.items() if key[0] in living}


def is_news(before: str | None, now: str, action: str) -> bool:
    """Whether a standing rests on this row from now on: it changed, or was chosen or earned anew."""
    return (
        before != now
        or action in {Action.GIVEN, Action.WITHDRAWN, Action.OBJECTED}
        or (action == Action.SOLD and now == Standing.CUSTOMER)
    )


def _event(
    subject: UUID, choice: Choice, how: Circumstances, texts: dict[str, ConsentText], at: datetime
) -> ConsentEvent:
    purpose, channel = choice.pair
    return ConsentEvent(
        subject=subject,
        purpose=purpose.code,
        channel=channel,
        action=choice.action,
        text=texts.get(choice.text),
        source=how.source,
        actor=how.actor,
        occasion=how.occasion,
        at=at,
    )


def _note_evidence(events: list[ConsentEvent], how: Circumstances) -> None:
    if how.form or how.network or how.note:
        ConsentEvidence.objects.bulk_create(
            ConsentEvidence(
                event=event,
                subject=event.subject,
                form=how.form,
                network=how.network,
                note=how.note,
                at=event.at,
            )
            for event in events
        )


def _project(subject: UUID, events: list[ConsentEvent]) -> None:
    """Let choices count: the standings that follow from them, in one go."""
    known = ConsentState.objects.of(subject)
    before: dict[tuple[str, str], str] = {(row.purpose, row.channel): row.standing for row in known}
    changed: dict[tuple[str, str], ConsentState] = {}
    for event in events:
        key = (event.purpose, event.channel)
        now = after(before.get(key), event.action)
        if now and is_news(before.get(key), now, event.action):
            changed[key] = _state(event, now)
            before[key] = now
    _keep(list(changed.values()))


def _state(event: ConsentEvent, standing_now: str) -> ConsentState:
    return ConsentState(
        subject=event.subject,
        purpose=event.purpose,
        channel=event.channel,
        standing=standing_now,
        event=event.pk,
        changed_at=event.at,
    )


def _keep(states: list[ConsentState]) -> None:
    ConsentState.objects.bulk_create(
        states,
        update_conflicts=True,
        unique_fields=["subject", "purpose", "channel"],
        update_fields=["standing", "event", "changed_at"],
    )
