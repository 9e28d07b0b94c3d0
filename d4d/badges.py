"""Which icon and colour a state wears, whatever room it comes from."""

from typing import NamedTuple


class Look(NamedTuple):
    """A tone for the colour and an icon, so that colour is never alone."""

    tone: str
    icon: str


_NEUTRAL = Look("neutral", "circle-dot")
_GOOD = Look("ok", "circle-check")
_WAITING = Look("warn", "hourglass")
_BAD = Look("danger", "circle-x")
_MOVING = Look("info", "truck")
_BUSY = Look("info", "clock")
_OVER = Look("neutral", "ban")

_LOOKS = {
    "active": _GOOD,
    "approved": _GOOD,
    "confirmed": _GOOD,
    "delivered": Look("ok", "package-check"),
    "done": _GOOD,
    "in_stock": _GOOD,
    "issued": _GOOD,
    "paid": _GOOD,
    "published": _GOOD,
    "released": _GOOD,
    "succeeded": _GOOD,
    "valid": _GOOD,
    "awaiting_payment": _WAITING,
    "due": _WAITING,
    "few": Look("warn", "triangle-alert"),
    "limited": Look("warn", "triangle-alert"),
    "on_hold": _WAITING,
    "open": _WAITING,
    "part_shipped": Look("info", "package"),
    "pending": _WAITING,
    "dead": _BAD,
    "declined": _BAD,
    "expired": _BAD,
    "failed": _BAD,
    "invalid": _BAD,
    "overdue": Look("danger", "triangle-alert"),
    "rejected": _BAD,
    "sold_out": _BAD,
    "handed_over": _MOVING,
    "in_transit": _MOVING,
    "out_for_delivery": _MOVING,
    "shipped": _MOVING,
    "expected": Look("info", "calendar"),
    "on_order": _BUSY,
    "picking": Look("info", "clipboard-list"),
    "placed": Look("info", "receipt-text"),
    "queued": _BUSY,
    "running": _BUSY,
    "authorized": _BUSY,
    "blocked": _OVER,
    "cancelled": _OVER,
    "closed": _OVER,
    "discontinued": _OVER,
    "credited": Look("neutral", "undo-2"),
    "refunded": Look("neutral", "undo-2"),
    "returned": Look("neutral", "undo-2"),
    "draft": Look("neutral", "pencil"),
}


def look_of(state: str) -> Look:
    """The tone and icon of a state; one that is not known is shown plainly."""
    return _LOOKS.get(str(state).lower(), _NEUTRAL)
