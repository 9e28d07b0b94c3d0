"""`make run`: from nothing to a shop that stays up, and away again without a trace."""

import os
import re
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

from tools.prepare import ROOT
from tools.processes import Process, answers, free_port, wait_until

pytestmark = [pytest.mark.servers, pytest.mark.timeout(600)]


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[Process]:
    """The command itself, with a folder and a port of its own."""
    port = str(free_port())
    environment = {
        "PORT": port,
        "DATA": str(tmp_path / "demo"),
        "D4D_DATABASE": "",
        "PYTEST_XDIST_WORKER": "",
    }
    started = Process(
        "make run",
        ["make", "--silent", "run"],
        environment,
        folder=ROOT,
        log=tmp_path / "log",
        stop_signal=signal.SIGINT,
    )
    yield started
    started.stop(within=30)


def is_said(demo: Process, words: str) -> bool:
    return words in demo.said()


def children(demo: Process) -> list[int]:
    """Everything that runs in the demo's folder, by its number."""
    marker = f"DATA={demo.environment['DATA']}".encode()
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            environment = (entry / "environ").read_bytes()
        except OSError:
            continue
        if marker in environment.split(b"\0") and int(entry.name) != demo.pid:
            found.append(int(entry.name))
    return found


def command_of(pid: int) -> str:
    return Path("/proc", str(pid), "cmdline").read_bytes().replace(b"\0", b" ").decode()


def start(demo: Process) -> float:
    """Start the demo and wait until it says that it is there; the seconds that took."""
    began = time.monotonic()
    demo.start()
    wait_until(lambda: is_said(demo, "Ctrl-C stops everything."), "the demo", within=400, process=demo)
    return time.monotonic() - began


@pytest.mark.skipif(shutil.which("make") is None, reason="no make")
def test_the_demo_comes_up_stays_up_and_goes_away(demo: Process) -> None:
    start(demo)
    origin = f"http://localhost:{demo.environment['PORT']}"
    assert f"The shop:       {origin}\n" in demo.said()
    simulator = re.search(r"The simulator:  (\S+)", demo.said())
    assert simulator
    assert answers(f"{origin}/readyz")
    assert answers(f"{simulator[1]}/")
    with urlopen(origin) as page:
        (stylesheet,) = re.findall(r"/static/css/[^\"]+", page.read().decode())
    assert re.fullmatch(r"/static/css/house\.[0-9a-f]{12}\.css", stylesheet)

    web = min(pid for pid in children(demo) if "gunicorn" in command_of(pid))
    os.kill(web, signal.SIGKILL)
    wait_until(lambda: is_said(demo, "web stopped; starting it again"), "the watch", process=demo)
    wait_until(lambda: answers(f"{origin}/readyz"), "the shop", process=demo)

    left = children(demo)
    demo.stop(within=30)
    assert "Stopped." in demo.said()
    wait_until(lambda: not any(Path("/proc", str(pid)).exists() for pid in left), "silence")

    assert start(demo) <= 10
    assert demo.said().count("Filling the demo shop") == 1


def test_a_port_that_is_taken_is_said_in_one_line(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = subprocess.run(
            ["make", "--silent", "run"],
            cwd=ROOT,
            env={**os.environ, "PORT": str(port), "DATA": str(tmp_path)},
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode != 0
    assert f"Port {port} is taken" in done.stderr
