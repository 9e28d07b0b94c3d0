"""Whether the locks are what pyproject.toml asks for, each package pinned and hashed. Needs no network."""

import re
import sys
import tomllib

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tools.prepare import ROOT

PIN = re.compile(r"^(?P<name>[\w.\[\]-]+)==(?P<version>[^\s;]+)(?P<rest>(?:.*\\\n)*.*)", re.MULTILINE)
HOST = re.compile(r"https?://|--index-url|--find-links")


def problems() -> list[str]:
    """Everything in which the locks differ from pyproject.toml or from each other."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    running, testing = (ROOT / name for name in ("requirements.txt", "requirements-dev.txt"))
    wanted = project["project"]["dependencies"]
    found = _unmet(wanted, running.read_text(), running.name)
    found += _unmet([*wanted, *project["dependency-groups"]["dev"]], testing.read_text(), testing.name)
    for lock in (running, testing):
        found += _unhashed(lock.read_text(), lock.name)
        if HOST.search(lock.read_text()):
            found.append(f"{lock.name} names a host")
    pins, more = _pins(running.read_text()), _pins(testing.read_text())
    found += [f"{name} differs between the locks" for name, pin in pins.items() if more.get(name) != pin]
    return found


def _unmet(requirements: list[str], lock: str, name: str) -> list[str]:
    pins = _pins(lock)
    found = []
    for text in requirements:
        requirement = Requirement(text)
        if requirement.marker and not requirement.marker.evaluate():
            continue
        version = pins.get(canonicalize_name(requirement.name))
        if version is None:
            found.append(f"{name} lacks {text}")
        elif not requirement.specifier.contains(version, prereleases=True):
            found.append(f"{name} pins {requirement.name} {version}, but {text} is asked for")
    return found


def _unhashed(lock: str, name: str) -> list[str]:
    pinned = PIN.finditer(lock)
    return [f"{name}: {pin['name']} has no hash" for pin in pinned if "--hash=sha256:" not in pin["rest"]]


def _pins(lock: str) -> dict[str, str]:
    return {canonicalize_name(pin["name"].split("[")[0]): pin["version"] for pin in PIN.finditer(lock)}


if __name__ == "__main__":
    sys.exit("\n".join(problems()) or 0)
