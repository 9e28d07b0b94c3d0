"""What rooms above show on the page of an order: parcels, invoices, a button to pay."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from d4d.foundation import places
from shop.orders.models import Order


@dataclass(frozen=True, slots=True)
class Panel:
    """A template of the room above, and what it shows."""

    template: str
    context: Mapping[str, Any]


Maker = Callable[[Order], Panel | None]
_makers: dict[int, Maker] = {}


def add(position: int, maker: Maker) -> None:
    """Show something on the page of each order; the maker returns None when there is nothing to show."""
    places.take(_makers, position, maker)


def of(order: Order) -> list[Panel]:
    """Everything that rooms above have to show about an order, in order of position."""
    made = [maker(order) for _, maker in sorted(_makers.items())]
    return [panel for panel in made if panel is not None]
