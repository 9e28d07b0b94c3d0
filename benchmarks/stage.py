"""The stage of a measurement: a database filled with goods, the shop on it, and the floor beside it."""

import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tools.prepare import PYTHON, ROOT
from tools.processes import Process, answers, free_port, wait_until

PATIENCE_SECONDS = 120
PRACTICES = 200


@dataclass(frozen=True)
class Stage:
    """A shop that can be visited, and what it is measured against."""

    name: str
    products: int
    shop: Process
    floor: Process
    counted: Process
    origins: dict[str, str]
    start_ms: dict[str, float]


def manage(environment: dict[str, str], *arguments: str) -> None:
    """One of the shop's own commands, on the database of this stage."""
    subprocess.run(
        [PYTHON, "manage.py", *arguments],
        check=True,
        cwd=ROOT,
        env={**os.environ, **environment},
        stdout=subprocess.DEVNULL,
    )


@contextmanager
def stage(name: str, database: str, folder: Path, products: int, orders: int) -> Iterator[Stage]:
    """Fill a database, and serve shop and floor from it for as long as the block lasts."""
    simulator_port = free_port()
    environment = {
        "DJANGO_SETTINGS_MODULE": "benchmarks.settings",
        "D4D_DATA": str(folder),
        "D4D_DATABASE": database,
        "D4D_BROKER": "",
        "D4D_SIMULATOR_ORIGIN": f"http://127.0.0.1:{simulator_port}",
    }
    manage(environment, "migrate", "--verbosity", "0")
    manage(environment, "collectstatic", "--no-input", "--verbosity", "0")
    counts = {"products": products, "practices": PRACTICES, "orders": orders}
    manage(environment, "seed_bench", *(word for key, n in counts.items() for word in (f"--{key}", str(n))))
    simulator = ["-m", "d4d.simulator", "--port", str(simulator_port), "--data", str(folder / "simulator")]
    modules = {"shop": "d4d.wsgi", "floor": "benchmarks.floor", "counted": "benchmarks.counted"}
    with ExitStack() as processes:
        outside = Process("simulator", [PYTHON, *simulator], environment, folder=ROOT, log=folder / "log")
        processes.callback(outside.start().stop)
        served, origins, took = {}, {}, {}
        for one, module in modules.items():
            served[one], origins[one], took[one] = serve(one, module, environment, folder / "log")
            processes.callback(served[one].stop)
        yield Stage(name, products, **served, origins=origins, start_ms=took)


def serve(name: str, module: str, environment: dict[str, str], log: Path) -> tuple[Process, str, float]:
    """Start a web server as production does; gives its address, and how long until the first answer."""
    port = free_port()
    command = [PYTHON, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}", f"{module}:application"]
    server = Process(name, command, environment, folder=ROOT, log=log)
    began = time.perf_counter()
    server.start()
    origin = f"http://127.0.0.1:{port}"
    wait_until(lambda: answers(f"{origin}/readyz"), name, within=PATIENCE_SECONDS, process=server)
    return server, origin, 1000 * (time.perf_counter() - began)
