"""What is measured on a stage: every workload in turn with the floor, round after round."""

import random
import statistics
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from benchmarks.drive import CONNECTIONS, Round, Sample, drive, flow, one_of, paths
from benchmarks.stage import Stage
from benchmarks.usage import worker_megabytes
from benchmarks.visitor import Visitor

FLOOR = "floor"
FLOOR_PAGES = [f"/rubriek/{number}/" for number in range(1, 41)]
WARMING = 0.5  # for so many times as long as it is measured, each workload runs unmeasured first
LOOKS = 5


@dataclass(frozen=True)
class Workload:
    """One thing that people do in the shop, and who does it."""

    name: str
    again: Round
    visitors: Sequence[Visitor]
    web: int


@dataclass
class Result:
    """What was found on one stage."""

    name: str
    products: int
    samples: dict[str, list[Sample]] = field(default_factory=dict)
    statements: dict[str, list[int]] = field(default_factory=dict)
    megabytes: dict[str, float] = field(default_factory=dict)
    start_ms: dict[str, float] = field(default_factory=dict)

    def pace(self, workload: str) -> float:
        """How many a second for each one of the floor's; the middle of the rounds."""
        return self._to_the_floor(workload, lambda sample: sample.rate)

    def cost(self, workload: str) -> float:
        """Processor time of the web processes for each one of the floor's; the middle of the rounds."""
        return self._to_the_floor(workload, lambda sample: sample.web_ms)

    def middle(self, workload: str, share: int) -> float:
        """How long all but the slowest took, in milliseconds; the middle of the rounds."""
        return statistics.median(sample.percentile_ms(share) for sample in self.samples[workload])

    def _to_the_floor(self, workload: str, figure: Callable[[Sample], float]) -> float:
        rounds = zip(self.samples[workload], self.samples[FLOOR], strict=True)
        return statistics.median(figure(one) / figure(floor) for one, floor in rounds)

    @property
    def wrong(self) -> float:
        """The share of answers that were not what they should be, such as: sold out meanwhile."""
        samples = [sample for some in self.samples.values() for sample in some]
        wrong = sum(len(sample.wrong) for sample in samples)
        return wrong / max(1, wrong + sum(len(sample.times) for sample in samples))


def measure(stage: Stage, names: Iterable[str], rounds: int, seconds: float, database: int | None) -> Result:
    """Everything that is asked for on one stage."""
    result = Result(stage.name, stage.products, start_ms=stage.start_ms, statements=count_statements(stage))
    todo = [_floor(stage), *_workloads(stage, set(names))]
    warming = WARMING * seconds
    for turn in range(rounds):
        for workload in todo:
            drive(workload.visitors, workload.again, warming, workload.web)
            sample = drive(workload.visitors, workload.again, seconds, workload.web, database)
            result.samples.setdefault(workload.name, []).append(sample)
            print(f"  {stage.name} {turn + 1}/{rounds} {workload.name}: {_said(sample)}", flush=True)
    servers = {"shop": stage.shop, FLOOR: stage.floor}
    result.megabytes = {name: worker_megabytes(server.pid) for name, server in servers.items()}
    return result


def count_statements(stage: Stage) -> dict[str, list[int]]:
    """The most statements of any page of a kind, and those of each step of a flow."""
    config, chance = paths(), random.Random(stage.products)
    visitor = Visitor(config, stage.origins["counted"], dict(config["users"][-1]))
    visitor.sign_in()
    visitor.known |= {name: chance.choice(values) for name, values in config["vars"].items()}
    counts: dict[str, list[int]] = {}
    for kind, addresses in config["pages"].items():
        visitor.take({"path": addresses[0]})
        looks = [visitor.take({"path": chance.choice(addresses)}).statements for _ in range(LOOKS)]
        counts[kind] = [max(looks)]
    for name, one in config["flows"].items():
        for _ in range(2):
            counts[name] = [visitor.take(step).statements for step in one["steps"]]
    visitor.leave()
    return counts


def _floor(stage: Stage) -> Workload:
    visitors = [Visitor(paths(), stage.origins[FLOOR]) for _ in range(CONNECTIONS)]
    return Workload(FLOOR, one_of(FLOOR_PAGES), visitors, stage.floor.pid)


def _workloads(stage: Stage, names: set[str]) -> list[Workload]:
    """The pages are looked at by those who check out; others fill carts that nobody checks out."""
    config = paths()
    everybody = [Visitor(config, stage.origins["shop"], dict(user)) for user in config["users"]]
    for visitor in everybody:
        visitor.sign_in()
    todo = {kind: (one_of(addresses), 0) for kind, addresses in config["pages"].items()}
    for name, one in config["flows"].items():
        todo[name] = (flow(one["steps"], config["vars"]), one["first_user"])
    return [
        Workload(name, again, everybody[first : first + CONNECTIONS], stage.shop.pid)
        for name, (again, first) in todo.items()
        if name in names
    ]


def _said(sample: Sample) -> str:
    wrong = f", {len(sample.wrong)} wrong ({sample.wrong[0]})" if sample.wrong else ""
    return (
        f"{sample.rate:.1f}/s, p50 {sample.percentile_ms(50):.0f} ms, p95 {sample.percentile_ms(95):.0f} ms, "
        f"web {sample.web_ms:.1f} ms, database {sample.database_ms:.1f} ms{wrong}"
    )
