"""The OpenAPI document: written first, and held against every answer by a test."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

_FILE = Path(__file__).parent / "openapi.json"


def base() -> str:
    """Where the API is reached."""
    return f"{settings.PUBLIC_ORIGIN}/api/v1"


def document() -> dict[str, Any]:
    """The document, with the address of this shop in it."""
    return {**_written(), "servers": [{"url": base()}]}


def paths() -> list[tuple[str, str]]:
    """What can be read, with the scope it takes."""
    return [(path, one["get"]["security"][0]["key"][0]) for path, one in _written()["paths"].items()]


@cache
def _written() -> dict[str, Any]:
    document: dict[str, Any] = json.loads(_FILE.read_text(encoding="utf-8"))
    return document
