"""A private PostgreSQL and a private Redis: on free ports, in a temporary folder, gone afterwards.

`python -m tools.servers COMMAND …` runs any command with both beside it.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from signal import SIGINT

from tools.prepare import postgresql_program
from tools.processes import Process, free_port, stop_on_terminate, wait_until

# Durability costs time and a test throws its data away anyway.
POSTGRESQL_SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "jit": "off",  # compiling a plan costs more than a test's few rows
    "shared_buffers": "256MB",
    "max_connections": "200",
    "listen_addresses": "127.0.0.1",
}


@contextmanager
def private_servers() -> Iterator[dict[str, str]]:
    """PostgreSQL and Redis for as long as the block lasts; gives the settings that name them."""
    with private_postgresql() as database, private_redis() as broker:
        yield {"D4D_DATABASE": database, "D4D_BROKER": broker}


@contextmanager
def private_postgresql() -> Iterator[str]:
    """A PostgreSQL of our own, never as root; gives its address."""
    user = "postgres" if os.geteuid() == 0 else None
    with _temporary_folder("postgresql", user) as folder:
        cluster = folder / "data"
        _create_cluster(cluster, user)
        port = free_port()
        settings = {**POSTGRESQL_SETTINGS, "port": str(port), "unix_socket_directories": str(folder)}
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        program = postgresql_program("postgres") or "postgres"
        server = Process(
            "postgresql",
            [program, "-D", str(cluster), *options],
            folder=folder,
            log=folder / "log",
            user=user,
            stop_signal=SIGINT,
        )
        with _serving(server, lambda _: _postgresql_answers(port)):
            yield f"postgresql://postgres@127.0.0.1:{port}/postgres"


@contextmanager
def private_redis() -> Iterator[str]:
    """A Redis of our own; gives its address."""
    with _temporary_folder("redis") as folder:
        port = free_port()
        with _serving(redis_on(port, folder), redis_listens):
            yield f"redis://127.0.0.1:{port}/0"


def redis_on(port: int, folder: Path) -> Process:
    """A Redis that starts when told and keeps nothing on disk."""
    command = ["redis-server", "--bind", "127.0.0.1", "--port", str(port)]
    return Process(
        "redis", [*command, "--save", "", "--appendonly", "no"], folder=folder, log=folder / "redis.log"
    )


def redis_listens(server: Process) -> bool:
    """Whether a Redis has begun to serve."""
    return "Ready to accept connections" in server.said()


@contextmanager
def _serving(server: Process, is_ready: Callable[[Process], bool]) -> Iterator[None]:
    server.start()
    try:
        wait_until(lambda: is_ready(server), server.name, process=server)
        yield
    finally:
        server.stop()


@contextmanager
def _temporary_folder(name: str, owner: str | None = None) -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix=f"d4d-{name}-"))
    if owner:
        shutil.chown(folder, owner, owner)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _create_cluster(cluster: Path, user: str | None) -> None:
    program = postgresql_program("initdb") or "initdb"
    options = ["-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
    subprocess.run(
        [program, "-D", str(cluster), *options],
        check=True,
        capture_output=True,
        cwd=cluster.parent,
        user=user,
        group=user,
        extra_groups=[] if user else None,
    )


def _postgresql_answers(port: int) -> bool:
    program = postgresql_program("pg_isready") or "pg_isready"
    asked = subprocess.run([program, "-q", "-h", "127.0.0.1", "-p", str(port)], check=False)
    return asked.returncode == 0


def main(command: list[str]) -> int:
    """Run a command with the servers beside it and pass on how it ended."""
    stop_on_terminate()
    try:
        with private_servers() as settings:
            return subprocess.run(command, check=False, env={**os.environ, **settings}).returncode
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
