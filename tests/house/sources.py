"""What the house is made of: the files under version control, by kind."""

import shutil
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("d4d", "accounts", "shop", "contracts", "privacy")


@cache
def files(*suffixes: str, under: tuple[str, ...] = ()) -> tuple[Path, ...]:
    """Every file of the project with one of these endings, new ones included; vendored ones not."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", *under],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    paths = [ROOT / line for line in listed.stdout.splitlines() if line.endswith(suffixes)]
    return tuple(path for path in paths if path.exists() and "vendor" not in path.parts)


def code() -> tuple[Path, ...]:
    """Every Python file of the rooms and the tools, but not the migrations."""
    return tuple(path for path in files(".py", under=(*PACKAGES, "tools")) if "migrations" not in path.parts)


def templates() -> tuple[Path, ...]:
    """Every template of a page; a mail is read in a mail program, which needs its styles inside."""
    found = (*files(".html", under=("templates",)), *files(".html", under=PACKAGES))
    return tuple(path for path in found if not {"mail", "mails", "email", "pdf"} & set(path.parts))


def name(path: Path) -> str:
    """A file as somebody would call it."""
    return str(path.relative_to(ROOT))


def copy_to(folder: Path, *more: str) -> Path:
    """A copy of the code that a test may damage."""
    for package in (*PACKAGES, "tools", *more):
        source = ROOT / package
        if source.is_dir():
            shutil.copytree(source, folder / package, ignore=shutil.ignore_patterns("__pycache__"))
    for file in ("pyproject.toml", "manage.py"):
        shutil.copy(ROOT / file, folder / file)
    return folder
