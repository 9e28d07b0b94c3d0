"""The demo shop on this machine: web, relay and simulator, watched until Ctrl-C."""

import hashlib
import os
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from tools.prepare import PYTHON, ROOT, ready
from tools.processes import Process, answers, free_port, is_free, stop_on_terminate, wait_until

PATIENCE_SECONDS = 60


def main() -> int:
    """Prepare, load the demo on the first start, and serve until somebody says stop."""
    stop_on_terminate()
    ready()
    folder = Path(os.environ.get("DATA") or ROOT / "var" / "demo").resolve()
    folder.mkdir(parents=True, exist_ok=True)
    port = _chosen_port()
    environment = demo_environment(folder, port, free_port(port + 1))
    processes = house(folder, port, environment)
    try:
        open_the_shop(folder, port, processes, environment)
        watch(processes)
    except KeyboardInterrupt:
        print("\nStopped.", flush=True)
    finally:
        for process in reversed(processes):
            process.stop()
    return 0


def demo_environment(folder: Path, port: int, simulator_port: int) -> dict[str, str]:
    """The settings of the demo: an embedded database and the simulator, both in this folder."""
    return {
        "DJANGO_SETTINGS_MODULE": "d4d.settings.dev",
        "D4D_DATA": str(folder),
        "D4D_DATABASE": f"sqlite:///{folder / 'shop.sqlite3'}",
        "D4D_BROKER": "",
        "D4D_COLLECTED": "1",
        "D4D_PUBLIC_ORIGIN": f"http://localhost:{port}",
        "D4D_SIMULATOR_ORIGIN": f"http://localhost:{simulator_port}",
        "D4D_SIMULATOR_MAILBOX_PORT": str(free_port(simulator_port + 1)),
        "PYTHONUNBUFFERED": "1",
    }


def house(folder: Path, port: int, environment: Mapping[str, str]) -> list[Process]:
    """The processes that together are the shop, the outside world first."""
    simulator_port = environment["D4D_SIMULATOR_ORIGIN"].rpartition(":")[2]
    simulator = ["-m", "d4d.simulator", "--port", simulator_port, "--data", str(folder / "simulator")]
    mailbox = ["--mailbox-port", environment["D4D_SIMULATOR_MAILBOX_PORT"]]
    commands = {
        "simulator": [*simulator, *mailbox, "--shop-url", environment["D4D_PUBLIC_ORIGIN"]],
        "web": ["-m", "gunicorn", "--bind", f"127.0.0.1:{port}", "d4d.wsgi:application"],
        "relay": ["manage.py", "relay"],
    }
    return [
        Process(name, [PYTHON, *words], environment, folder=ROOT, log=folder / f"{name}.log")
        for name, words in commands.items()
    ]


def open_the_shop(folder: Path, port: int, processes: list[Process], environment: Mapping[str, str]) -> None:
    """Start everything, fill the shop the first time, and say where it is and who may enter."""
    simulator, web, relay = processes
    simulator.start()
    collect_static_files(folder, environment)
    manage("migrate", "--verbosity", "0", environment=environment)
    filled = folder / "filled"
    if not filled.exists():
        print("Filling the demo shop …", flush=True)
        simulator_page = f"{environment['D4D_SIMULATOR_ORIGIN']}/"
        wait_until(lambda: answers(simulator_page), "The simulator", process=simulator)
        manage("seed_demo", environment=environment, capture=True)
        filled.touch()
    web.start()
    relay.start()
    logins = manage("seed_demo", "--logins", environment=environment, capture=True)
    ready_page = f"http://127.0.0.1:{port}/readyz"
    wait_until(lambda: answers(ready_page), "The shop", within=PATIENCE_SECONDS, process=web)
    print(f"\n  The shop:       {environment['D4D_PUBLIC_ORIGIN']}")
    print(f"  The simulator:  {environment['D4D_SIMULATOR_ORIGIN']}\n\n{logins}")
    print(f"What the processes say is in {folder}/*.log. Ctrl-C stops everything.", flush=True)


def collect_static_files(folder: Path, environment: Mapping[str, str]) -> None:
    """Fold, hash and compress the static files as production does, when they have changed."""
    stamp = folder / "static.sha256"
    changing = [ROOT / "requirements.txt", *sorted((ROOT / "static").rglob("*"))]
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in changing if path.is_file())).hexdigest()
    if stamp.exists() and stamp.read_text() == digest:
        return
    manage("collectstatic", "--noinput", "--clear", "--verbosity", "0", environment=environment)
    stamp.write_text(digest)


def watch(processes: list[Process]) -> None:
    """Start a process again when it stopped, until we are stopped ourselves."""
    while True:
        time.sleep(0.3)
        for process in processes:
            if not process.is_alive:
                print(f"{process.name} stopped; starting it again", flush=True)
                time.sleep(1)
                process.start()


def manage(*arguments: str, environment: Mapping[str, str], capture: bool = False) -> str:
    """Run one of the shop's own commands; end here, with its words, when it fails."""
    done = subprocess.run(
        [PYTHON, "manage.py", *arguments],
        check=False,
        cwd=ROOT,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE if capture else None,
        text=True,
    )
    if done.returncode:
        sys.exit(f"manage.py {' '.join(arguments)} failed; the lines above say why.")
    return done.stdout or ""


def _chosen_port() -> int:
    """The port that was asked for, which must be free; else 8000 or the next free one."""
    asked = os.environ.get("PORT")
    if not asked:
        return free_port(8000)
    if not is_free(int(asked)):
        sys.exit(f"Port {asked} is taken; choose another one with PORT=.")
    return int(asked)


if __name__ == "__main__":
    sys.exit(main())
