"""The simulator's clock; its speed makes parcels travel in seconds, in minutes or only by hand.

It can be put forward or back, so that the outside world lives on the day on which a test acts.
"""

from datetime import UTC, datetime, timedelta

from d4d.simulator import settings
from d4d.simulator.store import store


def now() -> datetime:
    """This moment, in UTC, by as much ahead or behind as the clock was put."""
    put = store().get("clock", "ahead")
    return datetime.now(UTC) + timedelta(seconds=put["seconds"] if put else 0)


def put(moment: datetime) -> None:
    """From now on it is this moment, and time goes on from there."""
    ahead = (moment - datetime.now(UTC)).total_seconds()
    store().put("clock", {"id": "ahead", "seconds": ahead})


def stamp(moment: datetime | None = None) -> str:
    """A moment as ISO 8601 text, the form in which everything is stored."""
    return (moment or now()).isoformat(timespec="milliseconds")


def moment(text: str) -> datetime:
    """The moment that a stamp tells."""
    return datetime.fromisoformat(text)


def due(start: datetime, seconds: float) -> datetime | None:
    """When something that takes so long is done; None if the clock stands still."""
    if settings.SIMULATOR_SPEED <= 0:
        return None
    return start + timedelta(seconds=seconds / settings.SIMULATOR_SPEED)


def has_come(moment: datetime | None) -> bool:
    """Whether a moment lies behind us; never for a clock that stands still."""
    return moment is not None and moment <= now()
