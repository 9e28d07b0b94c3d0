"""The tables of the statement, drawn from the register in one language."""

from typing import Any

from django.utils import translation
from django.utils.formats import date_format

from privacy import overview, words
from privacy.vocabulary import OPENING, Recipient

Table = list[dict[str, Any]]

NAMES = ("held", "purposes", "recipients", "periods")


def drawn(language: str) -> dict[str, Table]:
    """What the register says today: data, purposes, recipients and periods; plain words only."""
    with translation.override(language):
        return {
            "held": [_held(one) for one in overview.held()],
            "purposes": [
                {
                    "code": one.code,
                    "name": str(one.label),
                    "basis": str(words.BASES[one.basis]),
                    "because": str(one.interest) or words.law(one.law),
                }
                for one in overview.purposes()
            ],
            "recipients": [_recipient(one) for one in overview.recipients()],
            "periods": [
                {"name": one.title, "periods": one.periods, "laws": one.laws} for one in overview.held()
            ],
        }


def _held(one: overview.Held) -> dict[str, Any]:
    return {"name": one.title, "items": one.items, "purposes": one.purposes, "sources": one.sources}


def _recipient(one: Recipient) -> dict[str, Any]:
    return {
        "code": one.code,
        "name": str(one.name),
        "country": words.country(one.country),
        "purpose": str(one.purpose.label),
        "items": sorted(words.field(name) for name in one.gets),
        "since": date_format(one.since, "j F Y") if one.since != OPENING else "",
        "until": date_format(one.until, "j F Y") if one.until else "",
    }
