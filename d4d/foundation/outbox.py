"""News for other rooms, kept in the same transaction as the act that caused it.

`publish` writes one `Delivery` row per subscriber. The relay sees to it that each row is delivered at
least once; handlers are idempotent. Payloads hold ids only, so that neither Redis nor a log ever sees
personal data.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, ClassVar

from django.db import connection
from django.db.models import Case, F, Value, When

from d4d.foundation import clock
from d4d.foundation.models import Delivery
from d4d.foundation.queues import QUEUES

_STILL_WANTED = When(done_at=None, dead_at=None, then=F("wanted_at"))
_ID = re.compile(r"[A-Za-z0-9_.:/-]{1,80}")


class Event:
    """Something that has happened; frozen, in the past tense, with ids only."""

    topic: ClassVar[str]


Handler = Callable[[Any], None]


@dataclass(frozen=True, slots=True)
class Subscription:
    """A room that wants to hear of a kind of event."""

    event: type[Event]
    handler: Handler
    queue: str

    @property
    def name(self) -> str:
        """The handler as `room.subscriptions.function`."""
        return f"{self.handler.__module__}.{self.handler.__qualname__}"


_by_topic: dict[str, list[Subscription]] = defaultdict(list)
_by_name: dict[str, Subscription] = {}


def subscribe(event: type[Event], handler: Handler, *, queue: str = "default") -> None:
    """Let a handler hear of every event of a kind, on a queue of its nature."""
    assert queue in QUEUES, queue
    subscription = Subscription(event, handler, queue)
    if subscription.name not in _by_name:
        _by_topic[event.topic].append(subscription)
    _by_name[subscription.name] = subscription


def subscriptions() -> Iterable[Subscription]:
    """Everything that any room listens to, by topic."""
    return [one for topic in sorted(_by_topic) for one in _by_topic[topic]]


def find(name: str) -> Subscription | None:
    """The subscription of a delivery row."""
    return _by_name.get(name)


def publish(event: Event, *, at: datetime | None = None) -> None:
    """Tell every subscriber, once per event; part of the caller's transaction.

    The same event published twice is told once. `at` holds the news back until that moment.
    """
    publish_all([event], at=at)


def publish_all(events: Iterable[Event], *, at: datetime | None = None) -> None:
    """Tell many events at once, each as if it were alone."""
    assert connection.in_atomic_block, "news is published inside the transaction that makes it true"
    moment = at or clock.now()
    rows = [row for event in events for row in _rows(event, moment)]
    Delivery.objects.bulk_create(rows, ignore_conflicts=True)


def nudge(event: Event) -> None:
    """Ask the subscribers to look (again) at something; many nudges before a look are one look."""
    rows = _rows(event, clock.now())
    for row in rows:
        Delivery.objects.filter(key=row.key).update(
            generation=F("generation") + 1,
            wanted_at=Case(_STILL_WANTED, default=Value(row.wanted_at)),
            available_at=row.available_at,
            attempts=0,
            done_at=None,
            dead_at=None,
        )
    Delivery.objects.bulk_create(rows, ignore_conflicts=True)


def _rows(event: Event, at: datetime) -> list[Delivery]:
    payload = _ids_of(event)
    business_key = ":".join([event.topic, *map(str, payload.values())])
    return [
        Delivery(
            key=f"{business_key}>{subscription.name}",
            topic=event.topic,
            handler=subscription.name,
            queue=subscription.queue,
            payload=payload,
            wanted_at=at,
            available_at=at,
        )
        for subscription in _by_topic[event.topic]
    ]


def _ids_of(event: Event) -> dict[str, int | str]:
    payload: dict[str, int | str] = asdict(event)  # type: ignore[call-overload]
    for name, value in payload.items():
        if not isinstance(value, int) and not (isinstance(value, str) and _ID.fullmatch(value)):
            raise TypeError(f"{type(event).__name__}.{name} is not an id; events carry ids only")
    return payload
