"""What is asked at all: each purpose on each channel that it names, unless a room has reason not to ask."""

from collections.abc import Callable

from privacy.vocabulary import NEWSLETTER, PARTNERS, PURPOSES, RECIPIENTS, SURVEY, Basis, Channel, Purpose

Pair = tuple[Purpose, Channel]
Rule = Callable[[], bool]

MARKETING: tuple[Purpose, ...] = (NEWSLETTER, SURVEY)
_rules: dict[str, Rule] = {}


def ask_only_if(purpose: Purpose, rule: Rule) -> None:
    """Let a purpose be asked only while a rule says so."""
    _rules[purpose.code] = rule


def asked() -> list[Pair]:
    """Every question that is asked now, in the order in which people read them."""
    return [
        (purpose, channel)
        for purpose in PURPOSES.values()
        if purpose.basis is Basis.CONSENT and _rules.get(purpose.code, _always)()
        for channel in purpose.channels
    ]


def pair_of(purpose: str, channel: str) -> Pair | None:
    """The question that these codes name, asked now or not; None when there is none."""
    found = PURPOSES.get(purpose)
    if found is None or channel not in found.channels:
        return None
    return found, Channel(channel)


def marketing() -> list[Pair]:
    """Every way in which we might address somebody with news and questions of our own accord."""
    return [(purpose, channel) for purpose in MARKETING for channel in purpose.channels]


def offered_to_customers() -> list[Pair]:
    """What customers hear of who do not object when they buy."""
    return [(purpose, channel) for purpose in MARKETING for channel in purpose.for_customers]


def _always() -> bool:
    return True


def _there_is_a_partner() -> bool:
    return any(one.purpose is PARTNERS for one in RECIPIENTS.values())


ask_only_if(PARTNERS, _there_is_a_partner)
