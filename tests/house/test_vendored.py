"""What we took from others is exactly what we say it is."""

import hashlib
import json
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FOLDERS = {ROOT / "static": ("vendor", "fonts"), ROOT / "tests/data": ("vendor",)}
TAKEN = [(home, taken) for home in FOLDERS for taken in json.loads((home / "vendor/vendor.json").read_text())]


@pytest.mark.parametrize(("home", "taken"), TAKEN, ids=[taken["name"] for _, taken in TAKEN])
def test_the_file_is_the_one_that_was_checked(home, taken):
    assert hashlib.sha256((home / taken["file"]).read_bytes()).hexdigest() == taken["sha256"]
    assert (home / taken["licence_file"]).stat().st_size > 200
    assert taken["version"]
    assert taken["licence"]


@pytest.mark.parametrize("home", FOLDERS, ids=lambda home: home.name)
def test_nothing_is_vendored_without_being_listed(home):
    ours = [taken for place, taken in TAKEN if place == home]
    listed = {taken["file"] for taken in ours} | {taken["licence_file"] for taken in ours}
    kept = {
        path.relative_to(home).as_posix()
        for folder in FOLDERS[home]
        for path in (home / folder).iterdir()
        if path.name != "vendor.json"
    }
    assert kept == listed
