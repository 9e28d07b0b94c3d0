"""What we hold of somebody, with the values: all of it, and where they change it."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from privacy.export import as_html, wording
from privacy.export.sections import About, Column, Entry, Section, filled, sections, title_of
from privacy.vocabulary import Category

FIRST = 5
PER_PAGE = 25


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that we hold: what it is called, what it says, and where it is changed."""

    label: str
    text: str
    change: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """One row of a table: what it is about, and what stands in it."""

    title: str
    lines: list[Line]
    until: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A table as its owner sees it: some rows, and why, how long, from and for whom."""

    key: str
    title: str
    about: str
    cards: list[Card]
    reasons: list[tuple[str, str, str, str, str, str]]
    has_more: bool


@login_required
@never_cache
@require_safe
def everything(request: HttpRequest) -> HttpResponse:
    """Everything that we hold of the visitor, the first rows of each table."""
    shown = list(_shown(_subject(request)))
    by_about = [(as_html.about(one), [part for part in shown if part.about == one]) for one in About]
    context = {"groups": [(title, parts) for title, parts in by_about if parts]}
    return render(request, "privacy/export/everything.html", context)


@login_required
@never_cache
@require_safe
def section(request: HttpRequest, key: str) -> HttpResponse:
    """All rows of one table, a page at a time."""
    wanted = next((one for one in sections(_subject(request)) if one.key == key), None)
    number = request.GET.get("pagina", "1")
    if wanted is None or not number.isascii() or not number.isdigit() or not 1 <= int(number) < 1_000_000:
        raise Http404
    start = (int(number) - 1) * PER_PAGE
    part = _part(wanted, start, PER_PAGE)
    if part is None and start:
        raise Http404
    context = {"part": part, "previous": int(number) - 1, "next": int(number) + 1}
    return render(request, "privacy/export/section.html", context)


def _shown(subject: UUID) -> Iterator[Shown]:
    for one in filled(subject):
        if part := _part(one, 0, FIRST):
            yield part


def _part(one: Section, start: int, length: int) -> Shown | None:
    entries = list(one.entries(start, start + length + 1))
    if not entries:
        return None
    reasons = [
        (", ".join(names), *as_html.told(fact), str(fact.hidden)) for names, fact in as_html.explanations(one)
    ]
    read = wording.readers(one)
    cards = [_card(one, entry, read) for entry in entries[:length]]
    return Shown(one.key, title_of(one), one.about, cards, reasons, len(entries) > length)


def _card(one: Section, entry: Entry, read: dict[str, wording.Reader]) -> Card:
    """The first fact beside a row is its title; how rows belong together stands in the copy only."""
    known = entry.beside | entry.data
    shown = [*one.beside[1:], *(column for column in one.columns if not _is_link(column))]
    edited = one.rows.declaration.edited
    lines = []
    for column in shown:
        page = edited.get(column.name, edited.get("", "")) if column.fact else ""
        text = read[column.name](known)
        if page or text != wording.NOTHING:
            lines.append(Line(wording.label_of(column), text, reverse(page) if page else ""))
    until = ", ".join(wording.day(day) for day in sorted(set(entry.until.values())))
    title = read[one.beside[0].name](known) if one.beside else ""
    return Card(title, lines, until)


def _is_link(column: Column) -> bool:
    """Whether it only says which rows belong together; that stands in the copy."""
    return bool(column.fact and column.fact.category is Category.LINK)


def _subject(request: HttpRequest) -> UUID:
    found: UUID = request.user.subject.uuid  # type: ignore[union-attr]  # who is signed in is somebody
    return found
