"""The life of a device on one page: rooms above add what they know, at start-up.

Makers get the device and ask one question of the database each: the page stays fast after ten years.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from contracts.devices.models import Device
from d4d.foundation import places
from shop.orders.panels import Panel

__all__ = ["Happening", "Panel", "add", "add_panel", "history", "panels"]


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that happened to a device; `url` leads the practice to it, `desk_url` the staff."""

    at: date
    text: str
    icon: str
    url: str = ""
    desk_url: str = ""


Teller = Callable[[Device], list[Happening]]
PanelMaker = Callable[[Device], Panel | None]

_tellers: dict[int, Teller] = {}
_panel_makers: dict[int, PanelMaker] = {}


def add(position: int, maker: Teller) -> None:
    """Let a room tell what happened to a device; of the same day, lower positions come first."""
    places.take(_tellers, position, maker)


def add_panel(position: int, maker: PanelMaker) -> None:
    """Show something on the page of each device; the maker returns None when there is nothing."""
    places.take(_panel_makers, position, maker)


def history(device: Device) -> list[Happening]:
    """Everything that happened to a device, the newest first."""
    told = [one for _, tell in sorted(_tellers.items()) for one in tell(device)]
    return sorted(told, key=lambda one: one.at, reverse=True)


def panels(device: Device) -> list[Panel]:
    """Everything that rooms have to show about a device, in order of position."""
    made = [make(device) for _, make in sorted(_panel_makers.items())]
    return [panel for panel in made if panel is not None]
