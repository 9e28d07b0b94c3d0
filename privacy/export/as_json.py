"""The copy for machines: one JSON document, written piece by piece, as schema-1.json describes it."""

import json
from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.urls import reverse

from d4d.foundation import clock
from privacy import words
from privacy.export import wording
from privacy.export.sections import Column, Entry, Section, title_of
from privacy.register import Personal

Write = Callable[[str], object]
_encode = DjangoJSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def begin(subject: UUID, language: str) -> str:
    """The head of the document: whose, when, from whom."""
    head = {
        "schema": f"{settings.PUBLIC_ORIGIN}{reverse('privacy:export_schema')}",
        "made_at": clock.now(),
        "subject": subject,
        "language": language,
        "controller": {name: settings.CONTROLLER[name] for name in ("name", "email", "kvk_number")},
    }
    return f'{_encode(head)[:-1]},"sections":['


def begin_section(section: Section, *, is_first: bool) -> str:
    """What a table is, and why, how long and from where its columns are held."""
    head = {
        "table": section.table,
        "title": title_of(section),
        "about": section.about.value,
        "subject": section.subject,
        "beside": {one.name: wording.label_of(one) for one in section.beside},
        "columns": {one.name: _explained(one, one.fact) for one in section.columns if one.fact},
    }
    comma = "" if is_first else ","
    return f'{comma}{_encode(head)[:-1]},"rows":['


def row(entry: Entry, files: dict[str, str], *, is_first: bool) -> str:
    """One row; the value of a file is its place in the copy."""
    content = {
        "id": entry.number,
        "beside": entry.beside,
        "data": entry.data | files,
        "keep_until": entry.until,
    }
    return f"{'' if is_first else ','}{_encode(content)}"


def end_section() -> str:
    """The end of a table."""
    return "]}"


def end() -> str:
    """The end of the document."""
    return "]}\n"


def manifest(files: Iterable[dict[str, Any]]) -> str:
    """Every file of the copy with its size and fingerprint."""
    return json.dumps({"made_at": clock.now().isoformat(), "files": list(files)}, indent=1) + "\n"


def _explained(column: Column, fact: Personal) -> dict[str, Any]:
    """Everything the law wants said of a fact (GDPR art. 15(1))."""
    keep = fact.keep
    told: dict[str, Any] = {
        "label": wording.label_of(column),
        "category": fact.category.value,
        "source": fact.source,
        "purposes": [
            {"code": one.code, "label": str(one.label), "basis": one.basis.value, "law": one.law}
            for one in fact.purposes
        ],
        "recipients": [{"name": str(one.name), "country": one.country} for one in fact.recipients],
        "keep": {"years": keep.years, "days": keep.days, "law": keep.law, "text": words.period(keep)},
    }
    return told | ({"hidden": str(fact.hidden)} if fact.hidden else {})
