"""A queue of work, as a tile on the first page of the desk."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Queue:
    """Work of one kind: what waits, where it is done, and who may see it.

    One that is found only by looking at everything that is still open is counted every few minutes.
    """

    title: str | Promise
    page: str
    query: str
    waiting: Callable[[], QuerySet[Any]]
    permission: str
    tone: str = "info"
    is_sought: bool = False
