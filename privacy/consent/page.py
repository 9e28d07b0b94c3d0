"""The page of choices: every question with its answer, and what changed since it was shown."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from privacy.consent import numbers, wording
from privacy.consent.acts import give, withdraw
from privacy.consent.addresses import addresses_of
from privacy.consent.ledger import Circumstances, counts
from privacy.consent.numbers import NUMBERED
from privacy.consent.offers import Pair, asked
from privacy.models import ConsentState
from privacy.vocabulary import STATISTICS, Channel

_OF_A_BROWSER = {STATISTICS.code}  # a choice of the browser, made on the cookie page
_SAID: dict[str, Promise] = {
    ConsentState.Standing.GIVEN: _("on: you said yes"),
    ConsentState.Standing.CUSTOMER: _("on: you are a customer and did not object"),
    ConsentState.Standing.OFFERED: _("off: you have not bought from us yet"),
    ConsentState.Standing.WITHDRAWN: _("off: you withdrew your consent"),
    ConsentState.Standing.OBJECTED: _("off: you objected"),
}


class OutOfDate(Exception):
    """The words on the page are no longer ours: nobody says yes to what they did not read."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question on the page: its words, whether it is on, since when and why."""

    name: str
    words: str | Promise
    is_on: bool
    standing: str | Promise
    since: datetime | None
    lacks_number: bool
    lacks_proof: bool


@dataclass(frozen=True, slots=True)
class Group:
    """The questions about one purpose."""

    title: str | Promise
    questions: list[Question]


def groups(subject: UUID) -> list[Group]:
    """Every question that is asked, purpose by purpose, as it stands now."""
    states = {(row.purpose, row.channel): row for row in ConsentState.objects.of(subject)}
    own = addresses_of(subject)
    is_proved = numbers.is_proved(subject, own.get(Channel.SMS, ""))
    found: dict[str, Group] = {}
    for pair in _shown():
        purpose, channel = pair
        group = found.setdefault(purpose.code, Group(purpose.label, []))
        lacks_number = channel in NUMBERED and channel not in own
        lacks_proof = channel is Channel.SMS and not lacks_number and not is_proved
        state = states.get((purpose.code, channel))
        group.questions.append(_question(pair, state, lacks_number=lacks_number, lacks_proof=lacks_proof))
    return list(found.values())


def choose(
    subject: UUID, *, ticked: Collection[str], seen: Collection[str], edition: str, how: Circumstances
) -> int:
    """Write down what somebody changed on the page, and only that; the number of changes.

    `seen` are the questions that were on when the page was shown: what changed elsewhere meanwhile is left
    as it is. Raises OutOfDate when a yes was given to other words than ours; every no counts even then.
    """
    by_name = {wording.code_of(pair): pair for pair in _shown()}
    off = [pair for name, pair in by_name.items() if name in seen and name not in ticked]
    on = [pair for name, pair in by_name.items() if name in ticked and name not in seen]
    done = len(withdraw(subject, off, how))
    if on and edition != wording.edition(how.locale):
        raise OutOfDate
    return done + len(give(subject, on, how))


def _shown() -> list[Pair]:
    return [pair for pair in asked() if pair[0].code not in _OF_A_BROWSER]


def _question(pair: Pair, state: ConsentState | None, *, lacks_number: bool, lacks_proof: bool) -> Question:
    name = wording.code_of(pair)
    is_on = state is not None and counts(state)
    return Question(
        name=name,
        words=wording.words(name),
        is_on=is_on,
        standing=_standing(state, is_on),
        since=state.changed_at if state else None,
        lacks_number=lacks_number,
        lacks_proof=lacks_proof,
    )


def _standing(state: ConsentState | None, is_on: bool) -> str | Promise:
    if state is None:
        return _("off")
    if state.standing in ConsentState.REACHED and not is_on:
        return _("off: your choice is too long ago")
    return _SAID[state.standing]
