"""Breaks the lines that matter, one at a time, and asks the tests to notice.

`tests/mutants.toml` names them: the file, the line as it is, what it is broken into, and the tests of
which one must turn red. A mutant that survives is a promise that nobody keeps.
"""

import compileall
import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections import defaultdict
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from py_compile import PycInvalidationMode
from queue import Queue
from threading import Lock

from tools.prepare import PYTHON, ROOT
from tools.processes import stop_on_terminate
from tools.servers import private_servers

TESTS_FAILED = 1
AT_ONCE = 2


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
        laboratory = Laboratory([copied_to(Path(folder) / str(n)) for n in range(AT_ONCE)], servers)
        if not laboratory.is_healthy(chosen):
            return 1
        with ThreadPoolExecutor(AT_ONCE) as workers:
            survivors = [name for name in workers.map(laboratory.survivor, chosen) if name]
    print(f"{len(chosen) - len(survivors)} passed, {len(survivors)} failed")
    return int(bool(survivors))


class Laboratory:
    """Some copies of the house, each for one mutant at a time; PostgreSQL is for one of them at a time."""

    def __init__(self, houses: list[Path], servers: dict[str, str]) -> None:
        self._houses: Queue[Path] = Queue()
        for house in houses:
            self._houses.put(house)
        self._settings = {"postgresql": servers, "sqlite": {"D4D_DATABASE": "", "D4D_BROKER": ""}}
        self._turn: dict[str, AbstractContextManager[object]] = {
            "postgresql": Lock(),
            "sqlite": nullcontext(),
        }

    def is_healthy(self, mutants: Iterable[Mutant]) -> bool:
        """Whether all their tests are green before anything is broken."""
        suites: dict[str, set[str]] = defaultdict(set)
        for one in mutants:
            suites[one.database].update(one.tests.split())
        house = self._houses.get()
        red = [
            name
            for name, tests in suites.items()
            if self._run(house, ["-n", str(AT_ONCE), *sorted(tests)], name)
        ]
        self._houses.put(house)
        if red:
            print(f"Tests are red on {' and '.join(red)} before anything is broken.")
        return not red

    def survivor(self, mutant: Mutant) -> str:
        """The name of a mutant that no test notices; empty when one turns red."""
        house = self._houses.get()
        whole = mutant.planted_in(house)
        try:
            with self._turn[mutant.database]:
                noticed = self._run(house, mutant.tests.split(), mutant.database) == TESTS_FAILED
        finally:
            (house / mutant.file).write_text(whole)
            self._houses.put(house)
        print(f"{'noticed ' if noticed else 'SURVIVED'} {mutant.name}", flush=True)
        return "" if noticed else mutant.name

    def _run(self, house: Path, tests: list[str], database: str) -> int:
        own = {
            "PYTHONDONTWRITEBYTECODE": "1",
            "TMPDIR": str(house / "var"),
            "D4D_TEST_ORIGINALS": str(house / "var" / "migrated"),
        }
        return subprocess.run(
            [PYTHON, "-m", "pytest", "-q", "-x", "--create-db", *tests],
            cwd=house,
            env={**os.environ, **self._settings[database], **own},
            check=False,
            capture_output=True,
        ).returncode


def copied_to(folder: Path) -> Path:
    """A copy of the house that may be broken, new files included."""
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    files = subprocess.run(listing, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    for name in filter(None, files.split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    (folder / "var").mkdir()
    # By what stands in a file, not by its time: a broken line is never overlooked.
    compileall.compile_dir(folder, quiet=2, invalidation_mode=PycInvalidationMode.CHECKED_HASH)
    return folder


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
