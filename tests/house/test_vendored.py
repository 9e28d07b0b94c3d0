"""What we took from others is exactly what we say it is."""

import hashlib
import json
from pathlib import Path

import pytest

STATIC = Path(__file__).parents[2] / "static"
TAKEN = json.loads((STATIC / "vendor/vendor.json").read_text())


@pytest.mark.parametrize("taken", TAKEN, ids=lambda taken: taken["name"])
def test_the_file_is_the_one_that_was_checked(taken):
    assert hashlib.sha256((STATIC / taken["file"]).read_bytes()).hexdigest() == taken["sha256"]
    assert (STATIC / taken["licence_file"]).stat().st_size > 200
    assert taken["version"]
    assert taken["licence"]


def test_nothing_is_vendored_without_being_listed():
    listed = {taken["file"] for taken in TAKEN} | {taken["licence_file"] for taken in TAKEN}
    kept = {
        path.relative_to(STATIC).as_posix()
        for folder in ("vendor", "fonts")
        for path in (STATIC / folder).iterdir()
        if path.name != "vendor.json"
    }
    assert kept == listed
