"""A journal in two places of its own, and a database that remembers what it is told."""

from pathlib import Path
from uuid import UUID

import pytest

from d4d.foundation import standstill
from privacy import journal, journal_file
from privacy.journal_file import Entry
from tests.privacy.journal.lines import AT, SUBJECT


@pytest.fixture
def places(tmp_path: Path, settings) -> list[Path]:
    """The two files, not yet there."""
    settings.ERASURE_JOURNALS = [str(tmp_path / "a"), str(tmp_path / "b")]
    return [tmp_path / "a" / journal_file.NAME, tmp_path / "b" / journal_file.NAME]


@pytest.fixture(autouse=True)
def remembered(monkeypatch) -> set[UUID]:
    """The erasures that the database remembers."""
    runs: set[UUID] = set()
    monkeypatch.setattr(journal, "_known_entries", lambda: [Entry(AT.date(), run, SUBJECT) for run in runs])
    monkeypatch.setattr(standstill, "restored_from", lambda: None)
    return runs
