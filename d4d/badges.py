"""Which icon and colour a state wears, whatever room it comes from."""

from typing import NamedTuple


class Look(NamedTuple):
    """A tone for the colour and an icon, so that colour is never alone."""

    tone: str
    icon: str


_NEUTRAL = Look("neutral", "circle-dot")

_STATES = {
    Look("ok", "circle-check"): """
        accepted acknowledged active answered applied approved booked confirmed done granted handed_out
        in_stock in_use issued matched ordered paid placed published reported sent settled solved valid
    """,
    Look("ok", "package-check"): "delivered ready",
    Look("warn", "hourglass"): """
        awaiting_approval awaiting_device awaiting_payment awaiting_review creating identifying open
        partly_done partly_granted paused pending requested under_notice unknown waiting waiting_for_customer
        waiting_for_us wanted
    """,
    Look("warn", "triangle-alert"): "delivery_failed due_soon exception few mismatch unconfirmed",
    Look("danger", "circle-x"): """
        dead declined denied expired failed invalid refused rejected
    """,
    Look("danger", "triangle-alert"): "charged_back overdue",
    Look("info", "clock"): """
        applying authorized forwarded new on_order queued received running sending undoing
    """,
    Look("info", "calendar"): "expected offered planned",
    Look("info", "wrench"): "assessed in_repair",
    Look("ok", "wrench"): "repaired",
    Look("warn", "receipt-text"): "quoted",
    Look("info", "clipboard-list"): "prepared proposed released to_do to_pick to_plan",
    Look("info", "package"): "packed partly_shipped ready_for_pickup registered",
    Look("info", "truck"): "handed_over in_transit out_for_delivery shipped",
    Look("neutral", "ban"): """
        blocked canceled cancelled closed discarded discontinued dropped ended recorded retired set_aside
        skipped stopped withdrawn
    """,
    Look("neutral", "undo-2"): "carried credited recalled superseded refunded returned returning undone",
    Look("info", "file-text"): "service",
    Look("neutral", "pencil"): "draft",
    Look("ok", "plus"): "added",
    Look("danger", "minus"): "removed",
    Look("neutral", "lock"): "erased erasing restricted revoked",
}
_LOOKS = {state: look for look, states in _STATES.items() for state in states.split()}


def look_of(state: str) -> Look:
    """The tone and icon of a state; one that is not known is shown plainly."""
    return _LOOKS.get(str(state).lower(), _NEUTRAL)
