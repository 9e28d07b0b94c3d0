"""Every promise of the privacy statement is kept by a test that runs."""

import re
import subprocess
import sys
import tomllib
from typing import Any

from tests.house import sources

PROMISES = sources.ROOT / "tests" / "promises" / "promises.toml"
MARK = "mark.promise("


def promises() -> dict[str, dict[str, Any]]:
    """Every promise by its id."""
    return tomllib.loads(PROMISES.read_text())


def kept_promises() -> set[str]:
    """The promises that a collected test keeps, set aside ones not counted."""
    collect = ["-m", "pytest", "-q", "--collect-only", "-p", "tests.promises.collecting"]
    done = subprocess.run(
        [sys.executable, *collect, *files_with_a_mark()],
        cwd=sources.ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr
    return set(re.findall(r"^promise (PV\d\d) ", done.stdout, flags=re.MULTILINE))


def files_with_a_mark() -> list[str]:
    """The files of tests that name a promise; collecting the others would find none."""
    tests = [path for path in sources.files(".py", under=("tests",)) if path.name.startswith("test_")]
    return [sources.name(path) for path in tests if MARK in path.read_text()]


def test_the_list_of_promises_is_complete() -> None:
    assert list(promises()) == [f"PV{number:02}" for number in range(1, 81)]
    waiting = {one for one, about in promises().items() if "waits" in about}
    assert waiting == set()


def test_every_promise_has_a_test_that_runs_and_no_test_keeps_another() -> None:
    kept = kept_promises()
    waiting = {one for one, about in promises().items() if "waits" in about}
    assert promises().keys() - waiting - kept == set()
    assert kept - promises().keys() == set()


def test_the_code_that_keeps_a_promise_exists() -> None:
    named = {path for about in promises().values() for path in about["code"]}
    assert {path for path in named if not (sources.ROOT / path).exists()} == set()
