"""Everything that shows the house is right; `--quick` is the inner loop while building.

`python -m tools.test sqlite tests/shop` runs some tests on one database, and so does `postgresql`.
"""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, nullcontext
from tempfile import TemporaryDirectory

from tools.prepare import ROOT, VENV, ready
from tools.processes import stop_on_terminate
from tools.servers import private_servers

BIN = VENV / "bin"
PYTHON = str(BIN / "python")
PACKAGES = ["d4d", "accounts", "shop", "contracts", "privacy", "tools", "benchmarks"]

STATIC = {
    # also compiles the tests once, which their shares would else do each for itself
    "collection": [PYTHON, "-m", "pytest", "--collect-only", "-qq"],
    "types": [str(BIN / "mypy"), *PACKAGES],
    "lint": [str(BIN / "ruff"), "check", "--quiet", "."],
    "format": [str(BIN / "ruff"), "format", "--quiet", "--check", "."],
    "floors": [str(BIN / "lint-imports"), "--no-cache"],
    "migrations": [PYTHON, "manage.py", "makemigrations", "--check", "--dry-run"],
    "locks": [PYTHON, "-m", "tools.locks"],
    "compose": [
        str(BIN / "check-jsonschema"),
        "--builtin-schema",
        "vendor.compose-spec",
        "docker-compose.yml",
    ],
    "container": [str(BIN / "hadolint"), "Dockerfile"],
}
TEST_SETTINGS = {
    "DJANGO_SETTINGS_MODULE": "d4d.settings.test",
    "D4D_DATABASE": "",
    "D4D_BROKER": "",
    "PYTHONDONTWRITEBYTECODE": "",  # or each of the many processes would compile the whole house again
}
SHARES = "3"  # one waits for the browser most of the time and one for servers; four were no faster
QUICK = ["-m", "bare and not soak", "-n", "2"]  # in the place of SHARES: nobody waits for anything here
ALL = ["-m", "not soak"]
SERVERS: dict[str, Callable[[], AbstractContextManager[dict[str, str]]]] = {
    "sqlite": lambda: nullcontext({}),
    "postgresql": private_servers,
}


def main(arguments: list[str]) -> int:
    """Run what was asked for; 0 means that all of it is right."""
    stop_on_terminate()
    ready(for_tests=True)
    try:
        if arguments:  # whoever asks for some tests need not migrate each time
            os.environ.setdefault("D4D_TEST_ORIGINALS", str(VENV / "migrated"))
        if arguments and arguments[0] in SERVERS:
            return int(not tests_pass(arguments[0], arguments[1:]))
        results = [static_checks_pass()]
        if "--quick" in arguments:
            results += [tests_pass("sqlite", QUICK)]
        else:
            results += [tests_pass(database, ALL) for database in SERVERS]
        return int(not all(results))
    except KeyboardInterrupt:
        return 130


def static_checks_pass() -> bool:
    """Everything that is checked without running the shop, two checks at a time."""
    with ThreadPoolExecutor(2) as pool:
        return all(list(pool.map(_passes, STATIC, STATIC.values())))


def tests_pass(database: str, arguments: list[str]) -> bool:
    """Run pytest on one of the two databases, with servers of its own where it needs them."""
    began = time.monotonic()
    with SERVERS[database]() as settings, TemporaryDirectory(prefix="d4d-tests-") as folder:
        environment = {**os.environ, **TEST_SETTINGS, **settings, "TMPDIR": folder}
        done = subprocess.run(
            [PYTHON, "-m", "pytest", "-n", SHARES, "--dist", "loadgroup", *arguments],
            check=False,
            cwd=ROOT,
            env=environment,
        )
    return report(f"tests on {database}", time.monotonic() - began, good=done.returncode == 0)


def _passes(name: str, command: list[str]) -> bool:
    began = time.monotonic()
    with TemporaryDirectory(prefix="d4d-check-") as folder:
        environment = {**os.environ, **TEST_SETTINGS, "TMPDIR": folder}
        done = subprocess.run(command, check=False, cwd=ROOT, env=environment, capture_output=True, text=True)
    words = done.stdout + done.stderr
    return report(name, time.monotonic() - began, good=done.returncode == 0, words=words)


def report(name: str, seconds: float, *, good: bool, words: str = "") -> bool:
    """One line about something that was done; what it said only when it went wrong."""
    print(f"{'ok  ' if good else 'FAIL'} {name:<22} {seconds:6.1f} s", flush=True)
    if not good and words:
        print(words, flush=True)
    return good


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
