"""The editions of the statement as they lie in the project: a folder each, prose and frozen tables.

The tables of the newest are those of the register itself. `manage.py privacy_notice` freezes them beside
the prose, so that an old edition can be read as it was, on any installation.
"""

import hashlib
import json
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from privacy.statement import tables

FOLDER = Path(__file__).resolve().parents[1] / "texts"
LANGUAGES = ("nl", "en")
ABOUT, FROZEN = "about.toml", "tables.json"

Content = dict[str, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition: its name and date, what is new in it, and per language its prose and tables.

    `released_as` is the fingerprint with which it was released; empty as long as it may still change.
    """

    version: str
    dated: date
    is_material: bool
    released_as: str
    summary: dict[str, str]
    content: Content

    @property
    def sha256(self) -> str:
        """The fingerprint of everything that people read in it."""
        return fingerprint(self.content)


def fingerprint(content: Content) -> str:
    """The same words give the same 64 hex digits, whatever their order in memory."""
    written = json.dumps(content, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(written.encode()).hexdigest()


def folders() -> list[Path]:
    """The folder of each edition, oldest first."""
    return sorted(path.parent for path in FOLDER.glob(f"*/{ABOUT}"))


@cache
def all_of_them() -> tuple[Edition, ...]:
    """Every edition, oldest first; read once in a process, as its code is."""
    found = folders()
    return tuple(read(folder, is_newest=folder == found[-1]) for folder in found)


def read(folder: Path, *, is_newest: bool) -> Edition:
    """An edition from its folder; the newest has the tables of the register as it is now."""
    about = tomllib.loads((folder / ABOUT).read_text())
    known = {language: tables.drawn(language) for language in LANGUAGES} if is_newest else frozen(folder)
    return Edition(
        version=folder.name,
        dated=about["dated"],
        is_material=about["is_material"],
        released_as=about["sha256"],
        summary=about["summary"],
        content={
            language: {"prose": (folder / f"{language}.md").read_text(), "tables": known[language]}
            for language in LANGUAGES
        },
    )


def frozen(folder: Path) -> dict[str, dict[str, tables.Table]]:
    """The tables as they were written down beside the prose, per language."""
    found: dict[str, dict[str, tables.Table]] = json.loads((folder / FROZEN).read_text())
    return found


def freeze(folder: Path) -> None:
    """Write the register's tables of this moment beside the prose."""
    known = {language: tables.drawn(language) for language in LANGUAGES}
    (folder / FROZEN).write_text(json.dumps(known, ensure_ascii=False, indent=1) + "\n")


def release(folder: Path) -> None:
    """From now on nothing in this folder changes."""
    freeze(folder)
    about = folder / ABOUT
    seal = read(folder, is_newest=False).sha256
    about.write_text(about.read_text().replace('sha256 = ""', f'sha256 = "{seal}"'))


def is_fresh(folder: Path) -> bool:
    """Whether the tables beside the prose are those of the register."""
    path = folder / FROZEN
    known = {language: tables.drawn(language) for language in LANGUAGES}
    return path.exists() and json.loads(path.read_text()) == known
