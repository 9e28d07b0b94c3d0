"""A queue of work, as a tile on the first page of the desk."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Queue:
    """Work of one kind: what waits, where it is done, and who may see it."""

    title: str | Promise
    page: str
    query: str
    waiting: Callable[[], QuerySet[Any]]
    permission: str
    tone: str = "info"
