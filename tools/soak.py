"""`make soak`: the long ones, one after the other; the last lines say which of them came out right."""

import os
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field

from tools.prepare import ROOT, ready
from tools.processes import stop_on_terminate
from tools.test import PYTHON, report


@dataclass(frozen=True, slots=True)
class Long:
    """Something that takes minutes, or hours on a machine with other work."""

    module: str
    arguments: tuple[str, ...] = ()
    environment: Mapping[str, str] = field(default_factory=dict)


NO_HURRY = ("-n", "0", "--timeout", "3600")
ALL = {
    "kills under load": Long("tools.test", ("postgresql", "-m", "chaos", *NO_HURRY), {"SIEGE": "10"}),
    "privacy in a shop of a million": Long("benchmarks.privacy_at_scale"),
    "the desk of a shop of a million": Long("benchmarks.desk_at_scale"),
    "news to very many": Long("benchmarks.news_to_many"),
    "moving in": Long("tools.test", ("sqlite", "-m", "soak", *NO_HURRY)),
}


def main() -> int:
    """Run all of them; 0 means that each of them came out right."""
    stop_on_terminate()
    ready(for_tests=True)
    done = {name: _run(name, long) for name, long in ALL.items()}
    print("\nThe long ones:", flush=True)
    results = [report(name, seconds, good=good) for name, (seconds, good) in done.items()]
    return int(not all(results))


def _run(name: str, long: Long) -> tuple[float, bool]:
    print(f"\n{name} …", flush=True)
    began = time.monotonic()
    command = [PYTHON, "-m", long.module, *long.arguments]
    done = subprocess.run(command, check=False, cwd=ROOT, env={**long.environment, **os.environ})
    return time.monotonic() - began, done.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
