"""By which line of a parcel something came: the name under which devices and traces keep it."""

_SHIPPED = "shipment-line"


def origin_of(shipment_line_id: int) -> str:
    """The name of a line of a parcel ("shipment-line:7")."""
    return f"{_SHIPPED}:{shipment_line_id}"


def shipment_line_of(origin: str | None) -> int | None:
    """The line of a parcel that a name is of; None when something did not come by a parcel of ours."""
    kind, _, number = (origin or "").partition(":")
    return int(number) if kind == _SHIPPED and number.isdecimal() else None
