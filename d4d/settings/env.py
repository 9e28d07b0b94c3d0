"""Reads settings from the environment, typed, and remembers everything that is missing.

A secret may be given as NAME or, better, as NAME_FILE: the path of a file that holds it.
"""

import os
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

_problems: list[str] = []


def text(name: str, default: str | None = None) -> str:
    """A setting as text; without a default it is required."""
    value = _read(name)
    if value is not None:
        return value
    if default is None:
        _problems.append(f"{name} (or {name}_FILE) is missing")
        return ""
    return default


def flag(name: str, *, default: bool = False) -> bool:
    """A setting that is on (1, true, yes, on) or off."""
    value = _read(name)
    return default if value is None else value.lower() in {"1", "true", "yes", "on"}


def number(name: str, default: int) -> int:
    """A setting that is a whole number."""
    value = _read(name)
    if value is None:
        return default
    try:
        return int(value)
    except ValueError:
        _problems.append(f"{name} is not a whole number")
        return default


def words(name: str, default: str = "") -> list[str]:
    """A setting that is a list, separated by commas."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def database(name: str, default: str | None = None) -> dict[str, object]:
    """A database as sqlite:///path or postgresql://user:password@host:port/name."""
    parts = urlsplit(text(name, default))
    if parts.scheme == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": unquote(parts.path).removeprefix("/") or ":memory:",
        }
    if parts.scheme not in {"postgres", "postgresql"}:
        _problems.append(f"{name} must begin with sqlite:// or postgresql://")
        return {"ENGINE": "django.db.backends.dummy"}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
    }


def complain(problem: str) -> None:
    """Remember one more reason not to start."""
    _problems.append(problem)


def refuse_when_incomplete() -> None:
    """Do not start with missing or unsafe settings; name all of them at once."""
    if _problems:
        named_once = dict.fromkeys(_problems)  # a command reads the settings twice
        listed = "\n".join(f"  - {problem}" for problem in named_once)
        raise ImproperlyConfigured(f"The shop does not start; please set:\n{listed}")


def _read(name: str) -> str | None:
    if path := os.environ.get(f"{name}_FILE"):
        try:
            return Path(path).read_text(encoding="utf-8").strip() or None
        except OSError:
            _problems.append(f"{name}_FILE points to a file that cannot be read")
            return None
    value = os.environ.get(name)
    return value or None
