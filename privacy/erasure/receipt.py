"""The receipt of an erasure: what went, what stays until when by which law, and our mark under it."""

import hashlib
import hmac
import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import translation

from d4d.foundation import clock, paper
from privacy.erasure.preview import Line, in_words, title_of
from privacy.models import ErasureRun
from privacy.vocabulary import RECIPIENTS

SHEET = Path(__file__).parent / "receipt.css"


@dataclass(frozen=True, slots=True)
class Receipt:
    """Everything that stands on the paper; no name and no address of anybody."""

    number: str
    done_on: date
    erased: list[Line]
    emptied: list[Line]
    kept: list[Line]
    held: list[Line]
    recipients: list[str]
    mark: str


def of(run: ErasureRun, language: str) -> Receipt:
    """The receipt of an erasure that is done, in the words of a language."""
    assert run.finished_at is not None, "it is done"
    with translation.override(language):
        return Receipt(
            number=str(run.uuid),
            done_on=clock.local(run.finished_at).date(),
            erased=_lines(run.report["erased"]),
            emptied=_lines(run.report["emptied"]),
            kept=_kept(run.report["kept"]),
            held=_lines(run.report["held"]),
            recipients=sorted(str(RECIPIENTS[code].name) for code in _told(run)),
            mark=mark_of(run),
        )


def mark_of(run: ErasureRun) -> str:
    """Our signature: with the key of the house, over the run as it is written down.

    Staff compare it with the one on a paper that somebody shows (admin, erasures).
    """
    finished = run.finished_at.isoformat() if run.finished_at else ""
    content = json.dumps([str(run.uuid), finished, run.report], sort_keys=True).encode()
    digest = hmac.new(settings.SEAL_KEY.encode(), b"receipt\n" + content, hashlib.sha256).hexdigest()
    return "-".join(digest[start : start + 8] for start in range(0, 32, 8)).upper()


def printed(run: ErasureRun, language: str) -> bytes:
    """The receipt as a PDF."""
    assert run.finished_at is not None, "it is done"
    context = {"paper": of(run, language)}
    return paper.printed("privacy/erasure/receipt.html", context, SHEET, run.finished_at, language=language)


def _told(run: ErasureRun) -> list[str]:
    return [code for code in run.report["recipients"] if code in RECIPIENTS]


def _lines(counted: dict[str, int]) -> list[Line]:
    return [Line(title_of(table), rows) for table, rows in counted.items()]


def _kept(rows: list[dict[str, Any]]) -> list[Line]:
    """One line a table and law, with the latest day."""
    found: dict[tuple[str, str, str], int] = {}
    for row in rows:
        key = (row["table"], row["law"], row["until"])
        found[key] = found.get(key, 0) + row["rows"]
    return [
        Line(title_of(table), count, in_words(law), date.fromisoformat(until) if until else None)
        for (table, law, until), count in found.items()
    ]
