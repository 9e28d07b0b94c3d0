"""Child processes that never outlive the one who started them."""

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

PR_SET_PDEATHSIG = 1


@dataclass
class Process:
    """A program that can be started, watched, killed and started again."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str] = field(default_factory=dict)
    folder: Path | None = None
    log: Path | None = None
    user: str | None = None
    stop_signal: signal.Signals = signal.SIGTERM
    _running: "subprocess.Popen[bytes] | None" = None

    def start(self) -> "Process":
        """Start it, in a process group of its own so that its children stop with it."""
        output = self._output()
        self._running = subprocess.Popen(
            self.command,
            env={**os.environ, **self.environment},
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT if output else None,
            start_new_session=True,
            preexec_fn=_die_with_parent,
            user=self.user,
            group=self.user,
            extra_groups=[] if self.user else None,
        )
        if output:
            output.close()
        return self

    def ask_to_stop(self) -> None:
        """Let it put its work away, and do not wait for that."""
        if self._running is not None:
            self._signal(self.stop_signal)

    def stop(self, *, within: float = 10) -> None:
        """Ask it to stop; make it stop when it does not."""
        if self._running is None:
            return
        self.ask_to_stop()
        with suppress(subprocess.TimeoutExpired):
            self._running.wait(within)
        self.kill()

    def kill(self) -> None:
        """End it and its children at once, as a power cut would."""
        if self._running is None:
            return
        self._signal(signal.SIGKILL)
        self._running.wait()

    @property
    def pid(self) -> int:
        """The number by which the system knows it."""
        if self._running is None:
            raise RuntimeError(f"{self.name} was not started")
        return self._running.pid

    @property
    def is_alive(self) -> bool:
        """Whether it runs at this moment."""
        return self._running is not None and self._running.poll() is None

    def said(self) -> str:
        """What it wrote to its log so far."""
        return self.log.read_text(errors="replace") if self.log and self.log.exists() else ""

    def _output(self) -> "IO[bytes] | None":
        return self.log.open("ab") if self.log else None

    def _signal(self, number: signal.Signals) -> None:
        try:
            os.killpg(self.pid, number)
        except ProcessLookupError:
            return


def free_port(preferred: int | None = None) -> int:
    """A free port on loopback: the preferred one, else the next free one, else any."""
    for port in range(preferred, preferred + 100) if preferred else ():
        if is_free(port):
            return port
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def is_free(port: int) -> bool:
    """Whether a server could listen on this port of loopback now."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def wait_until(
    is_so: Callable[[], bool], what: str, *, within: float = 30, process: Process | None = None
) -> None:
    """Wait until something is so; complain, with the process's own words, when it does not become so."""
    deadline = time.monotonic() + within
    while not is_so():
        gone = process is not None and not process.is_alive
        if gone or time.monotonic() > deadline:
            words = process.said()[-4000:] if process else ""
            raise RuntimeError(f"{what}: not within {within:g} s{' (it stopped)' if gone else ''}\n{words}")
        time.sleep(0.05)


def answers(address: str) -> bool:
    """Whether a page answers 200."""
    try:
        with urllib.request.urlopen(address, timeout=5) as response:
            return bool(response.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def stop_on_terminate() -> None:
    """Treat a request to terminate like Ctrl-C, so that everything is put away, in the background too."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.default_int_handler)


def _die_with_parent() -> None:
    """On Linux the kernel ends this process when its parent dies without a goodbye."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
