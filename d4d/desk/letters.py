"""Every letter of the house with made-up facts, so that staff can read what customers get.

Letters are found by their templates, and facts are made up by their names: a letter that a room adds tomorrow
stands here at once. Nothing of a real person is ever in a preview.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from django.apps import apps
from django.http import Http404, HttpResponse
from django.template import engines
from django.utils.translation import get_language

from d4d.foundation import clock, mail

FOLDER = "mail"
LANGUAGES = ("nl", "en")
PARTS = {"html": "text/html", "txt": "text/plain"}
POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none';"
    " frame-ancestors 'self'"
)
TO_WHOM_IT_WAS_AGREED = ("outreach", "demo")

_DAY, _MOMENT = date(2026, 3, 2), datetime(2026, 3, 2, 9, 30, tzinfo=clock.AMSTERDAM)
_CENTS = 12_345
_ADDRESS = "https://www.example.com/"
_FACTS: dict[str, Any] = {
    "number": "2026-000123",
    "customer_number": "100123",
    "order_number": "D2026-000123",
    "reference": "Kamer 2",
    "first_name": "Robin",
    "last_name": "Jansen",
    "full_name": "Robin Jansen",
    "practice_name": "Praktijk Voorbeeld",
    "company": "Praktijk Voorbeeld",
    "email": "robin@example.com",
    "iban": "NL91 ABNA 0417 1643 00",
    "lot": "L2304",
    "serial": "SN-5521",
    "salutation": "",
    "reason": "",
}
_ENDINGS: dict[tuple[str, ...], Any] = {
    ("_cents",): _CENTS,
    ("_e4",): 1_234_500,
    ("_permille",): 210,
    ("_at",): _MOMENT,
    ("_on", "day", "date", "until", "_before", "_from", "since"): _DAY,
    ("quantity", "pieces", "days", "months", "turn", "count", "times", "hours", "years"): 2,
    ("url", "link", "address"): _ADDRESS,
}


class Stand(tuple[Any, ...]):
    """Something of which only its name is known: shows that name, and has whatever is asked of it.

    It is a tuple as `Decimal` takes one, so that an amount under any name is written as an amount.
    """

    _name: str

    def __new__(cls, name: str) -> "Stand":
        """Something of this name."""
        stand = super().__new__(cls, Decimal(_CENTS).as_tuple())
        stand._name = name
        return stand

    def __str__(self) -> str:
        return f"‹{self._name.replace('_', ' ')}›"

    def __getitem__(self, name: Any) -> Any:
        if not isinstance(name, str) or name.isdigit():
            raise IndexError(name)
        return made_up(name)

    def __iter__(self) -> Iterator[Any]:
        one = made_up(self._name.removesuffix("s"))
        yield from (one, one)

    def __len__(self) -> int:
        return 2


class _Facts(dict[str, Any]):
    """Facts of which none is missing: what was not given is made up by its name."""

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str)

    def __missing__(self, name: str) -> Any:
        return made_up(name)


@dataclass(frozen=True, slots=True)
class Shown:
    """A letter in the list of letters; `about` is the part of the house that sends it, in words."""

    room: str
    about: str
    name: str
    subject: str


def made_up(name: str) -> Any:
    """A fact as its name suggests: an amount, a day, a number, or something that shows its name."""
    if name in _FACTS:
        return _FACTS[name]
    if name in _named(r"{% for [\w, ]+ in (?:\w+\.)*(\w+)"):
        return Stand(name)
    if name in _named(r"(\w+)\|(?:euro|price|permille|thousandths)\b"):
        return _CENTS
    if name in _named(r"(\w+)\|date\b"):
        return _MOMENT
    if name.startswith(("is_", "has_", "may_")):
        return True
    for endings, fact in _ENDINGS.items():
        if name.endswith(endings):
            return fact
    return Stand(name.removeprefix("get_").removesuffix("_display"))


@cache
def _named(pattern: str) -> frozenset[str]:
    """The names that stand so in any letter: amounts, days and lists, whatever they are called."""
    texts = [path.read_text() for folder in _folders() for path in folder.glob("**/*.*")]
    return frozenset(name for text in texts for name in re.findall(pattern, text))


def every_letter() -> list[Shown]:
    """All letters by room, with their subjects in the reader's language."""
    language = "en" if get_language() == "en" else "nl"
    return [
        Shown(room, _about(room), name, filled(f"{room}/{name}", language).subject)
        for room, _, name in (template.partition("/") for template in sorted(_templates()))
    ]


def _about(room: str) -> str:
    return str(apps.app_configs[room].verbose_name) if room in apps.app_configs else room.capitalize()


def is_one(template: str, language: str) -> bool:
    """Whether there is a letter of this name in this language."""
    return template in _templates() and language in LANGUAGES


def preview(template: str, language: str, part: str) -> HttpResponse:
    """A letter as it will be read, closed off from everything: nothing is fetched, nothing runs."""
    if not is_one(template, language) or part not in PARTS:
        raise Http404
    letter = filled(template, language)
    content = letter.html if part == "html" else f"{letter.subject}\n\n{letter.text}"
    answer = HttpResponse(content, content_type=f"{PARTS[part]}; charset=utf-8")
    answer["Content-Security-Policy"] = POLICY
    return answer


def filled(template: str, language: str) -> mail.Rendered:
    """A letter with made-up facts."""
    room = template.partition("/")[0]
    way_out = _ADDRESS if room in TO_WHOM_IT_WAS_AGREED else ""
    return mail.render_with(f"{FOLDER}/{template}", language, _Facts(unsubscribe_url=way_out))


def _templates() -> set[str]:
    found = [(folder, path.parent) for folder in _folders() for path in folder.glob("*/*/subject.txt")]
    return {path.relative_to(folder).as_posix() for folder, path in found}


def _folders() -> list[Path]:
    return [Path(place) / FOLDER for place in engines["django"].template_dirs]
