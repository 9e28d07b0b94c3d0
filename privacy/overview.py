"""What the register says, gathered for the people it is about."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from django.apps import apps
from django.db.models import QuerySet

from privacy import words
from privacy.models import Disclosure
from privacy.register import Declaration, Personal, declarations
from privacy.vocabulary import PURPOSES, RECIPIENTS, Category, Purpose, Recipient


@dataclass(frozen=True, slots=True)
class Held:
    """One kind of data: what, why, on which ground, for how long, and who gets it."""

    title: str
    items: list[str]
    purposes: list[str]
    bases: list[str]
    periods: list[str]
    recipients: list[str]
    sources: list[str]
    laws: list[str]


@dataclass(frozen=True, slots=True)
class Sent:
    """Something that left the house: when, to whom, what for and which data."""

    at: object
    recipient: str
    purpose: str
    occasion: str
    items: list[str]


def held() -> list[Held]:
    """Every kind of personal data that any room declares, links apart."""
    found: dict[Category, list[tuple[str, Personal]]] = defaultdict(list)
    for name, fact in _facts():
        found[fact.category].append((name, fact))
    return [
        _describe(category, found[category])
        for category in Category
        if category in found and category is not Category.LINK
    ]


def recipients() -> list[Recipient]:
    """Everybody outside who may get something."""
    return sorted(RECIPIENTS.values(), key=lambda one: str(one.name))


def purposes() -> list[Purpose]:
    """Everything that we use personal data for."""
    return list(PURPOSES.values())


def sent(subjects: Iterable[UUID]) -> "QuerySet[Disclosure]":
    """What left the house about somebody, newest first."""
    return Disclosure.objects.filter(subject__in=list(subjects)).order_by("-at", "-pk")


def told(row: Disclosure) -> Sent:
    """Something that left the house, in words."""
    recipient, purpose = RECIPIENTS.get(row.recipient), PURPOSES.get(row.purpose)
    return Sent(
        row.at,
        str(recipient.name) if recipient else row.recipient,
        str(purpose.label) if purpose else row.purpose,
        words.occasion(row.occasion),
        sorted(words.field(name) for name in row.fields),
    )


def _facts() -> Iterator[tuple[str, Personal]]:
    for declaration in declarations().values():
        for column, fact in declaration.columns.items():
            if isinstance(fact, Personal):
                yield _word_of(declaration, column), fact


def _word_of(declaration: Declaration, column: str) -> str:
    return str(apps.get_model(declaration.model)._meta.get_field(column).verbose_name)


def _describe(category: Category, facts: list[tuple[str, Personal]]) -> Held:
    used_for = _unique(purpose for _, fact in facts for purpose in fact.purposes)
    receivers = _unique(str(one.name) for _, fact in facts for one in fact.recipients)
    return Held(
        title=str(words.CATEGORIES[category]),
        items=_unique(name for name, _ in facts),
        purposes=_unique(str(purpose.label) for purpose in used_for),
        bases=_unique(str(words.BASES[purpose.basis]) for purpose in used_for),
        periods=_unique(words.period(fact.keep) for _, fact in facts),
        recipients=receivers,
        sources=_unique(str(words.SOURCES.get(fact.source, fact.source)) for _, fact in facts),
        laws=_unique(words.law(fact.keep.law) for _, fact in facts if fact.keep.law),
    )


def _unique(things: Iterable) -> list:
    return list(dict.fromkeys(things))
