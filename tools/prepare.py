"""Makes a machine ready: the virtual environment, the locked packages, the system's own libraries."""

import ctypes
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = str(VENV / "bin" / "python")


@dataclass(frozen=True)
class Need:
    """Something the system must offer, and the Debian package that brings it."""

    package: str
    is_met: Callable[[], bool]


def ready(*, for_tests: bool = False) -> None:
    """Bring everything that running (or testing) the house needs; quick when it is there."""
    bring_system_packages([*TO_RUN, *TO_TEST] if for_tests else TO_RUN)
    make_environment()
    install_locked("requirements-dev.txt" if for_tests else "requirements.txt")


def bring_system_packages(needs: Iterable[Need]) -> None:
    """Install missing Debian packages when we may; else say in one line what to install."""
    missing = _missing(needs)
    if not missing:
        return
    apt = _apt()
    if apt:
        print(f"Installing {' '.join(missing)} …", flush=True)
        subprocess.run([*apt, "update"], check=False, capture_output=True)
        install = [*apt, "install", "-y", "--no-install-recommends", "-o", "DPkg::Lock::Timeout=300"]
        words = subprocess.run([*install, *missing], check=False, capture_output=True, text=True).stderr
        missing = _missing(needs)
        if missing:
            print(words, file=sys.stderr)
    if missing:
        sys.exit(f"Please install first: sudo apt-get install {' '.join(missing)}")


def make_environment() -> None:
    """Create .venv with pip in it, unless it stands and works."""
    if _works([PYTHON, "-m", "pip", "--version"]):
        return
    if not _works([sys.executable, "-c", "import ensurepip, venv"]):
        version = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
        bring_system_packages([Need(version, lambda: _works([sys.executable, "-c", "import ensurepip"]))])
    print("Creating .venv …", flush=True)
    subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], check=True)


def install_locked(lock: str) -> None:
    """Install exactly the packages of a lock, each checked against its hash, when the lock changed."""
    stamp = VENV / "installed.sha256"
    wanted = hashlib.sha256((ROOT / lock).read_bytes()).hexdigest()
    installed = stamp.read_text().split() if stamp.exists() else []
    if wanted in installed:
        return
    print(f"Installing the packages of {lock} …", flush=True)
    pip = [PYTHON, "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
    if subprocess.run([*pip, "--require-hashes", "-r", str(ROOT / lock)], check=False).returncode:
        sys.exit(f"The packages of {lock} could not be installed; the lines above say why.")
    # The lock for tests holds the lock for running, so installing it makes both good.
    also = hashlib.sha256((ROOT / "requirements.txt").read_bytes()).hexdigest()
    stamp.write_text("\n".join(dict.fromkeys([wanted, also])) + "\n")


def postgresql_program(name: str) -> str | None:
    """Where a program of PostgreSQL's server lives; Debian keeps it off the path."""
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: float(path.parent.name))
    places = [str(folder) for folder in reversed(versions)]
    return shutil.which(name, path=os.pathsep.join([*places, os.environ.get("PATH", os.defpath)]))


def _library(name: str) -> Callable[[], bool]:
    def loads() -> bool:
        try:
            ctypes.CDLL(name)
        except OSError:
            return False
        return True

    return loads


def _program(*names: str) -> Callable[[], bool]:
    return lambda: any(map(shutil.which, names))


def _missing(needs: Iterable[Need]) -> list[str]:
    return [need.package for need in needs if not need.is_met()]


def _has_fonts() -> bool:
    return any(Path("/usr/share/fonts").rglob("*.[ot]tf"))


def _apt() -> list[str] | None:
    """How to call apt-get as the administrator, if this user may."""
    if shutil.which("apt-get") is None:
        return None
    quiet = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]
    if os.geteuid() == 0:
        return quiet
    return ["sudo", "-n", *quiet] if _works(["sudo", "-n", "true"]) else None


def _works(command: list[str]) -> bool:
    try:
        return subprocess.run(command, check=False, capture_output=True).returncode == 0
    except OSError:
        return False


TO_RUN = [
    Need("libpango-1.0-0", _library("libpango-1.0.so.0")),
    Need("libpangoft2-1.0-0", _library("libpangoft2-1.0.so.0")),
    Need("libharfbuzz-subset0", _library("libharfbuzz-subset.so.0")),
    Need("fonts-dejavu-core", _has_fonts),
]
TO_TEST = [
    Need("chromium-headless-shell", _program("chromium-headless-shell", "chromium")),
    Need("gettext", _program("msgfmt")),
    Need("git", _program("git")),
    Need("poppler-utils", _program("pdftotext")),
    Need("postgresql", lambda: postgresql_program("initdb") is not None),
    Need("redis-server", _program("redis-server")),
]

if __name__ == "__main__":
    ready(for_tests="--for-tests" in sys.argv)
