"""The register of processing activities (GDPR art. 30(1)), as the register of columns says it."""

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.apps import apps
from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from privacy import accountability, words
from privacy.export import wording
from privacy.register import Declaration, Personal, declarations
from privacy.vocabulary import PURPOSES, RECIPIENTS, Category, Purpose, Recipient

# What we do so that data stays what and where it is (GDPR art. 32); each of these is held by a test.
MEASURES: tuple[Promise, ...] = (
    gettext_lazy("Connections are encrypted, and browsers are told to accept nothing else."),
    gettext_lazy("Passwords are kept as Argon2 traces; wrong tries are counted and slowed down."),
    gettext_lazy("Staff sign in with a second factor and have the rights of their role only."),
    gettext_lazy("Every practice sees its own rows only; other numbers do not exist for it."),
    gettext_lazy("Pages load nothing from elsewhere, and run no program that is not ours."),
    gettext_lazy(
        "Data leaves through one door, with the fields a recipient may have, and that is written down."
    ),
    gettext_lazy(
        "Journals and invoices are added to and not changed; they are sealed with a key outside the database."
    ),
    gettext_lazy("Copies for people and backups are encrypted; the key of a copy goes with its file."),
    gettext_lazy("Jobs, logs and addresses of pages carry numbers and no personal data."),
    gettext_lazy("What was erased is erased again after a backup is put back."),
)


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of data within an activity: which, and how long."""

    title: str
    items: list[str]
    periods: list[str]


@dataclass(frozen=True, slots=True)
class Activity:
    """Something that we use data for: on which ground, whose and which data, how long, for whom."""

    purpose: Purpose
    people: list[str]
    data: list[Kind]
    sources: list[str]
    recipients: list[Recipient]
    weighed_on: date | None = None

    @property
    def basis(self) -> str:
        """The ground in words, with the law where there is one."""
        law = f" ({words.law(self.purpose.law)})" if self.purpose.law else ""
        return f"{words.BASES[self.purpose.basis]}{law}"


def activities() -> list[Activity]:
    """Every purpose, also one for which we hold nothing yet."""
    weighed = accountability.weighed_on()
    return [_activity(purpose, weighed.get(purpose.code)) for purpose in PURPOSES.values()]


def as_document() -> dict[str, Any]:
    """The whole register: who answers for it, what is done to protect it, and each activity."""
    names = ("name", "street", "house_number", "postcode", "city", "country", "kvk_number", "email")
    return {
        "controller": {name: settings.CONTROLLER[name] for name in names},
        "transfers_outside_eea": [],
        "security_measures": [str(one) for one in MEASURES],
        "processors": accountability.processors(),
        "activities": [_as_row(one) for one in activities()],
    }


def as_table() -> str:
    """The activities as a list for a spreadsheet, one kind of data a line."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\n")
    writer.writerow(
        [
            _("Purpose"),
            _("Ground"),
            _("People"),
            _("Kind of data"),
            _("Data"),
            _("How long"),
            _("From whom"),
            _("Recipients"),
        ]
    )
    for one in activities():
        for kind in one.data or [Kind("", [], [])]:
            receivers = ", ".join(f"{who.name} ({who.country})" for who in one.recipients)
            writer.writerow(
                [
                    one.purpose.label,
                    one.basis,
                    ", ".join(one.people),
                    kind.title,
                    ", ".join(kind.items),
                    "; ".join(kind.periods),
                    ", ".join(one.sources),
                    receivers,
                ]
            )
    return text.getvalue()


def _activity(purpose: Purpose, weighed_on: date | None) -> Activity:
    found = [(one, name, fact) for one, name, fact in _facts() if purpose in fact.purposes]
    named = {one.code: one for one in RECIPIENTS.values() if one.purpose is purpose}
    named |= {one.code: one for _d, _n, fact in found for one in fact.recipients if one.purpose is purpose}
    return Activity(
        purpose,
        _unique(_people(one, fact) for one, _n, fact in found),
        [
            _kind(kind, of_kind)
            for kind in Category
            if (of_kind := [f for f in found if f[2].category is kind])
        ],
        _unique(wording.source(fact) for _d, _n, fact in found),
        sorted(named.values(), key=lambda one: str(one.name)),
        weighed_on,
    )


def _kind(category: Category, found: list[tuple[Declaration, str, Personal]]) -> Kind:
    return Kind(
        str(words.CATEGORIES[category]),
        _unique(_word(one, name) for one, name, _fact in found),
        _unique(words.period(fact.keep) for _d, _n, fact in found),
    )


def _as_row(one: Activity) -> dict[str, Any]:
    return {
        "code": one.purpose.code,
        "purpose": str(one.purpose.label),
        "basis": one.purpose.basis.value,
        "law": one.purpose.law,
        "weighed_on": one.weighed_on.isoformat() if one.weighed_on else "",
        "people": one.people,
        "data": [{"category": kind.title, "items": kind.items, "periods": kind.periods} for kind in one.data],
        "sources": one.sources,
        "recipients": [{"name": str(who.name), "country": who.country} for who in one.recipients],
    }


def _facts() -> Iterator[tuple[Declaration, str, Personal]]:
    for declaration in declarations().values():
        for name, fact in declaration.columns.items():
            if isinstance(fact, Personal):
                yield declaration, name, fact


def _people(declaration: Declaration, fact: Personal) -> str:
    if fact.source == "staff":
        return _("our staff")
    if "practice" in f"{declaration.model} {fact.subject}".lower():
        return _("practices that are customers")
    return _("people who work at a practice or write to us")


def _word(declaration: Declaration, name: str) -> str:
    return str(apps.get_model(declaration.model)._meta.get_field(name).verbose_name)


def _unique(things: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(things))
