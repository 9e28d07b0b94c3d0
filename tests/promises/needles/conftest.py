"""A house of its own for each story: folders that are empty before and gone after."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.storage import storages

from tests.promises.needles.story import Story
from tests.servers import be_alone_in_the_database
from tests.simulator_process import Outside


@pytest.fixture
def story(transactional_db: None, outside: Outside, settings: Any, tmp_path: Path) -> Story:
    """The first day of a house, with the real adapters at the simulator."""
    be_alone_in_the_database()
    for name in ("default", "archive", "exports"):  # the columns of the files know their folders for good
        kept: Any = storages[name]
        shutil.rmtree(kept.location, ignore_errors=True)
    settings.ERASURE_JOURNALS = [str(tmp_path / "here"), str(tmp_path / "there")]
    settings.BACKUP_KEYS = str(tmp_path / "keys")
    settings.MOLLIE_ENDPOINT = f"{outside.origin}/mollie"
    settings.VIES_ENDPOINT = f"{outside.origin}/vies/rest-api"
    settings.COURIERS = {
        name: {**courier, "endpoint": f"{outside.origin}/{name}"}
        for name, courier in settings.COURIERS.items()
    }
    cache.clear()
    return Story(outside)
