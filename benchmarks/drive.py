"""A closed-loop driver: some visitors at once, each asking again as soon as it was answered."""

import json
import random
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.usage import processor_seconds
from benchmarks.visitor import Step, Unexpected, Visitor

PATHS = Path(__file__).with_name("paths.json")
CONNECTIONS = 4

Round = Callable[[Visitor, random.Random], None]


@dataclass(frozen=True)
class Sample:
    """What one burst of requests, or of whole flows, took."""

    seconds: float
    times: Sequence[float]
    web_ms: float
    database_ms: float
    wrong: Sequence[str] = field(default_factory=list)

    @property
    def rate(self) -> float:
        """How many a second."""
        return len(self.times) / self.seconds

    def percentile_ms(self, share: int) -> float:
        """How long all but the slowest took, in milliseconds."""
        ordered = sorted(self.times)
        return 1000 * ordered[min(len(ordered) - 1, len(ordered) * share // 100)] if ordered else 0.0


def paths() -> dict[str, Any]:
    """What there is to visit in the shop; any other driver may read the same file."""
    config: dict[str, Any] = json.loads(PATHS.read_text())
    return config


def one_of(addresses: Sequence[str]) -> Round:
    """Ask for any one of some pages."""

    def visit(visitor: Visitor, chance: random.Random) -> None:
        visitor.take({"path": chance.choice(addresses)})

    return visit


def flow(steps: Sequence[Step], choices: dict[str, Sequence[str]]) -> Round:
    """Take every step of a flow, with one of the choices for each variable."""

    def walk(visitor: Visitor, chance: random.Random) -> None:
        visitor.known |= {name: chance.choice(values) for name, values in choices.items()}
        for step in steps:
            visitor.take(step)

    return walk


def drive(
    visitors: Sequence[Visitor], again: Round, seconds: float, web: int, database: int | None = None
) -> Sample:
    """Keep the visitors busy for some seconds, and read what that cost the processes that served them."""
    times: list[float] = []
    wrong: list[str] = []
    used = _used(web, database)
    began = time.perf_counter()

    def keep_asking(visitor: Visitor, seed: int) -> None:
        chance = random.Random(seed)
        while time.perf_counter() < began + seconds:
            asked = time.perf_counter()
            try:
                again(visitor, chance)
            except Unexpected as answer:
                wrong.append(str(answer))
            else:
                times.append(time.perf_counter() - asked)

    threads = [
        threading.Thread(target=keep_asking, args=(visitor, int(began * 1000) + place))
        for place, visitor in enumerate(visitors)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took = time.perf_counter() - began
    spent = [
        1000 * (now - then) / (len(times) or 1) for now, then in zip(_used(web, database), used, strict=True)
    ]
    return Sample(took, times, spent[0], spent[1], wrong)


def _used(web: int, database: int | None) -> tuple[float, float]:
    return processor_seconds(web), processor_seconds(database) if database else 0.0
