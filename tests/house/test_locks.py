"""Every machine gets the same packages, each checked against its hash."""

from pathlib import Path

import pytest

from tests.house import sources
from tools import locks

LOCKS = ["requirements.txt", "requirements-dev.txt"]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for file in ("pyproject.toml", *LOCKS):
        (tmp_path / file).write_text((sources.ROOT / file).read_text())
    monkeypatch.setattr(locks, "ROOT", tmp_path)
    return tmp_path


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new, 1))


def test_the_locks_are_what_the_project_asks_for() -> None:
    assert locks.problems() == []


def test_a_package_that_was_not_locked_is_seen(project: Path) -> None:
    change(project / "pyproject.toml", '"celery>=', '"unlocked>=1", "celery>=')
    assert locks.problems() == [f"{lock} lacks unlocked>=1" for lock in LOCKS]


def test_a_pin_that_is_too_old_is_seen(project: Path) -> None:
    change(project / "pyproject.toml", '"segno>=1.6"', '"segno>=99"')
    assert [problem.split(" pins segno ")[0] for problem in locks.problems()] == LOCKS


def test_a_package_without_a_hash_is_seen(project: Path) -> None:
    with (project / "requirements.txt").open("a") as lock:
        lock.write("unhashed==1.0\n")
    assert "requirements.txt: unhashed has no hash" in locks.problems()


def test_a_host_in_a_lock_is_seen(project: Path) -> None:
    with (project / "requirements-dev.txt").open("a") as lock:
        lock.write("--find-links shelf\n")
    assert "requirements-dev.txt names a host" in locks.problems()
