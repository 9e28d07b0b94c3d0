"""The menu and the tiles of /mijn/: rooms upstairs add theirs at start-up, this room knows none of them."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.utils.functional import Promise

from accounts.models import Membership
from d4d.foundation import places

Allowed = Callable[[Membership], bool]
TileMaker = Callable[[Membership], "Tile | None"]


@dataclass(frozen=True, slots=True)
class Entry:
    """A page of the account area, and for whom; without a rule it is for everybody who is signed in."""

    label: str | Promise
    url_name: str
    position: int
    icon: str
    allowed: Allowed | None = field(default=None)

    def is_for(self, membership: Membership | None) -> bool:
        """Whether this page is shown to somebody in this role, or to somebody without a practice."""
        if self.allowed is None:
            return True
        return membership is not None and self.allowed(membership)


@dataclass(frozen=True, slots=True)
class Tile:
    """A figure on the overview with a way in: three open orders."""

    figure: str
    label: str | Promise
    url: str
    tone: str = ""


_entries: dict[str, Entry] = {}
_tiles: dict[int, TileMaker] = {}


def add(
    label: str | Promise, url_name: str, *, position: int, icon: str, allowed: Allowed | None = None
) -> None:
    """Hang a page in the account area; adding it again replaces it."""
    _entries[url_name] = Entry(label, url_name, position, icon, allowed)


def add_tile(position: int, maker: TileMaker) -> None:
    """Put a figure on the overview; the maker returns None when there is nothing to say."""
    places.take(_tiles, position, maker)


def entries(membership: Membership | None) -> list[Entry]:
    """The pages that somebody sees, in order."""
    shown = [entry for entry in _entries.values() if entry.is_for(membership)]
    return sorted(shown, key=lambda entry: entry.position)


def tiles(membership: Membership) -> list[Tile]:
    """The figures that somebody sees, in order."""
    made = [maker(membership) for _, maker in sorted(_tiles.items())]
    return [tile for tile in made if tile is not None]
