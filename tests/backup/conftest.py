"""A house with folders of its own, so that it can be lost."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from d4d.foundation import standstill
from privacy import journal
from tests.servers import be_alone_in_the_database


@dataclass
class Places:
    """Where everything lies that a backup holds, and what it must not hold."""

    root: Path

    @property
    def media(self) -> Path:
        return self.root / "media"

    @property
    def archive(self) -> Path:
        return self.root / "archive"

    @property
    def backups(self) -> Path:
        return self.root / "backups"

    @property
    def keys(self) -> Path:
        return self.root / "keys"

    @property
    def journals(self) -> list[Path]:
        return [self.root / "here", self.root / "there"]


@pytest.fixture
def places(tmp_path: Path, settings, transactional_db) -> Places:
    """Folders of this test."""
    be_alone_in_the_database()
    found = Places(tmp_path)
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": found.media},
        },
        "archive": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": found.archive, "allow_overwrite": False},
        },
    }
    settings.BACKUP_KEYS = str(found.keys)
    settings.ERASURE_JOURNALS = [str(place) for place in found.journals]
    journal.prepare()
    yield found
    standstill._closed.clear()
