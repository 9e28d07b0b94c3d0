"""A parcel on its way: pre-announced, scanned by the clock or by hand, and delivered."""

import secrets

from d4d.simulator import clock, settings
from d4d.simulator.store import Record, store

# What every carrier does with every parcel, and how many seconds after the label (at speed 1).
ROUTE = {"registered": 0, "handed_over": 20, "in_transit": 40, "out_for_delivery": 60, "delivered": 90}
# What may come in between, by hand only.
DETOURS = ("delivery_failed", "ready_for_pickup", "returning")
NAMES = {
    "registered": "Aangemeld",
    "handed_over": "Opgehaald",
    "in_transit": "Onderweg",
    "out_for_delivery": "In de bezorgbus",
    "delivered": "Bezorgd",
    "delivery_failed": "Niemand thuis",
    "ready_for_pickup": "Ligt op een afhaalpunt",
    "returning": "Gaat terug naar de afzender",
}
CARRIERS = {"postnl": "PostNL", "dhl": "DHL", "dpd": "DPD"}


def announce(carrier: str, number: str, *, reference: str, to: list[str], details: Record) -> Record:
    """Take a parcel on; the same number again replaces what was known of it."""
    earlier = store().get("parcel", number)
    created = earlier["created"] if earlier else clock.stamp()
    parcel = {
        "id": number,
        "carrier": carrier,
        "reference": reference,
        "to": to,
        "created": created,
        "scans": [{"step": "registered", "at": created}],
        **details,
    }
    store().put("parcel", parcel, parent=carrier, reference=reference)
    return parcel


def fresh_number(prefix: str, digits: int) -> str:
    """A tracking number that no parcel bears yet."""
    while True:
        number = prefix + "".join(secrets.choice("0123456789") for _ in range(digits))
        if store().get("parcel", number) is None:
            return number


def whereabouts(number: str) -> Record | None:
    """The parcel with every scan up to now, or None."""
    with store().alone():
        parcel = store().get("parcel", number)
        return _brought_up_to_date(parcel) if parcel else None


def of_carrier(carrier: str) -> list[Record]:
    """All parcels of a carrier, brought up to date, oldest first."""
    with store().alone():
        return [_brought_up_to_date(parcel) for parcel in store().find("parcel", parent=carrier)]


def is_still_ours(number: str) -> bool:
    """Whether a parcel is not handed over yet, so that it may be announced anew."""
    parcel = whereabouts(number)
    return parcel is None or [scan["step"] for scan in parcel["scans"]] == ["registered"]


def scan(number: str, step: str = "") -> Record | None:
    """Scan a parcel by hand: the next step of its route, or the step that is named."""
    with store().alone():
        parcel = whereabouts(number)
        if parcel is None:
            return None
        step = step or _next_step(parcel)
        if step in NAMES and _reached(parcel) != "delivered":
            parcel["scans"].append({"step": step, "at": clock.stamp()})
            store().put("parcel", parcel)
    return parcel


def unless_blank(*words: str) -> str:
    """Words joined by spaces, without the empty ones."""
    return " ".join(word for word in words if word)


def _brought_up_to_date(parcel: Record) -> Record:
    if settings.SIMULATOR_SPEED <= 0 or parcel["scans"][-1]["step"] not in ROUTE:
        return parcel
    created, done = clock.moment(parcel["created"]), _reached(parcel)
    steps = list(ROUTE)
    missed = [
        step for step in steps[steps.index(done) + 1 :] if clock.has_come(clock.due(created, ROUTE[step]))
    ]
    for step in missed:
        at = clock.due(created, ROUTE[step])
        parcel["scans"].append({"step": step, "at": clock.stamp(at)})
    if missed:
        store().put("parcel", parcel)
    return parcel


def _reached(parcel: Record) -> str:
    return str([scan["step"] for scan in parcel["scans"] if scan["step"] in ROUTE][-1])


def _next_step(parcel: Record) -> str:
    steps = list(ROUTE)
    return steps[min(steps.index(_reached(parcel)) + 1, len(steps) - 1)]
