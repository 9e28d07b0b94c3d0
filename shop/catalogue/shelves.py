"""The categories as visitors walk along them; each process remembers them for a minute."""

from typing import NamedTuple

from django.urls import reverse

from shop.catalogue.memory import remembered
from shop.catalogue.models import Category
from shop.catalogue.pictures import Picture
from shop.catalogue.wording import worded


class Shelf(NamedTuple):
    """A category, light enough to keep and quick to remember."""

    pk: int
    parent_id: int | None
    slug: str
    dutch: str
    english: str
    drawing: str

    @property
    def name(self) -> str:
        """What it is called in the reader's language."""
        return worded(self.dutch, self.english)

    @property
    def url(self) -> str:
        """Where it stands."""
        return reverse("catalogue:category", args=[self.slug])

    @property
    def picture(self) -> Picture:
        """A drawing of what lies on it."""
        return Picture(self.drawing, self.slug)


def shelves() -> list[Shelf]:
    """Every category, in the order of the shop."""
    return remembered("shelves", _all)


def top() -> list[Shelf]:
    """The categories one meets first."""
    return [shelf for shelf in shelves() if shelf.parent_id is None]


def find(slug: str) -> Shelf | None:
    """The category at an address."""
    return next((shelf for shelf in shelves() if shelf.slug == slug), None)


def children(shelf: Shelf) -> list[Shelf]:
    """The categories inside a category."""
    return [other for other in shelves() if other.parent_id == shelf.pk]


def way_to(pk: int) -> list[Shelf]:
    """The categories from the door to this one, itself included."""
    by_pk = {shelf.pk: shelf for shelf in shelves()}
    way: list[Shelf] = []
    here = by_pk.get(pk)
    while here is not None and here not in way:
        way.insert(0, here)
        here = by_pk.get(here.parent_id or 0)
    return way


def ids_within(shelf: Shelf) -> list[int]:
    """The category and everything inside it."""
    return [shelf.pk, *(pk for child in children(shelf) for pk in ids_within(child))]


def _all() -> list[Shelf]:
    rows = Category.objects.order_by("position", "name", "pk")
    return [Shelf(*row) for row in rows.values_list("pk", "parent_id", "slug", "name", "name_en", "drawing")]
