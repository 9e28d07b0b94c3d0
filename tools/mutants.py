"""Breaks the lines that matter, one at a time, and asks the tests to notice.

`tests/mutants.toml` names them: the file, the line as it is, what it is broken into, and the tests of
which one must turn red. A mutant that survives is a promise that nobody keeps.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tools.prepare import PYTHON, ROOT
from tools.processes import stop_on_terminate
from tools.servers import private_servers

TESTS_FAILED = 1


@dataclass(frozen=True)
class Mutant:
    """One line, broken."""

    name: str
    file: str
    old: str
    new: str
    tests: str
    database: str = "sqlite"

    def planted_in(self, folder: Path) -> str:
        """Break the line in a copy of the house; gives the whole text as it was."""
        path = folder / self.file
        whole = path.read_text()
        if whole.count(self.old) != 1:
            sys.exit(f"{self.name}: {self.file} holds the line {whole.count(self.old)} times, not once")
        path.write_text(whole.replace(self.old, self.new))
        return whole


def main(wanted: list[str]) -> int:
    """Break every named line (or those whose name holds a word) in turn; 0 when none goes unnoticed."""
    stop_on_terminate()
    listed = tomllib.loads((ROOT / "tests" / "mutants.toml").read_text())["mutant"]
    mutants = [Mutant(**one) for one in listed]
    chosen = [one for one in mutants if not wanted or any(word in one.name for word in wanted)]
    with tempfile.TemporaryDirectory(prefix="d4d-mutants-") as folder, private_servers() as servers:
        house = copied_to(Path(folder))
        broken = [tests for tests, database in _suites(chosen) if _run(house, tests, database, servers)]
        if broken:
            print("These tests are red before anything is broken:", *broken, sep="\n  ")
            return 1
        survivors = [one.name for one in chosen if not is_noticed(one, house, servers)]
    print(f"{len(chosen) - len(survivors)} passed, {len(survivors)} failed")
    return int(bool(survivors))


def is_noticed(mutant: Mutant, house: Path, servers: dict[str, str]) -> bool:
    """Whether a test turns red when this line is broken."""
    whole = mutant.planted_in(house)
    try:
        noticed = _run(house, mutant.tests, mutant.database, servers) == TESTS_FAILED
    finally:
        (house / mutant.file).write_text(whole)
    print(f"{'noticed ' if noticed else 'SURVIVED'} {mutant.name}", flush=True)
    return noticed


def copied_to(folder: Path) -> Path:
    """A copy of the house that may be broken, new files included."""
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    files = subprocess.run(listing, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    for name in filter(None, files.split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    (folder / "var").mkdir()
    return folder


def _suites(mutants: Iterable[Mutant]) -> list[tuple[str, str]]:
    return sorted({(one.tests, one.database) for one in mutants})


def _run(house: Path, tests: str, database: str, servers: dict[str, str]) -> int:
    settings = servers if database == "postgresql" else {"D4D_DATABASE": "", "D4D_BROKER": ""}
    environment = {**os.environ, **settings, "PYTHONDONTWRITEBYTECODE": "1", "TMPDIR": str(house / "var")}
    return subprocess.run(
        [PYTHON, "-m", "pytest", "-q", "-x", "--create-db", *tests.split()],
        cwd=house,
        env=environment,
        check=False,
        capture_output=True,
    ).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
