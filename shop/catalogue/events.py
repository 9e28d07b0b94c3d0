"""What happens to the shelves and brands of the shop."""

from dataclasses import dataclass

from d4d.foundation.outbox import Event


@dataclass(frozen=True, slots=True)
class BrandRenamed(Event):
    """A brand has another name; the search is to know its products by it."""

    topic = "catalogue.brand-renamed"
    brand_id: int


@dataclass(frozen=True, slots=True)
class CategoryRenamed(Event):
    """A category has another name or place; the search is to know what lies in it by that."""

    topic = "catalogue.category-renamed"
    category_id: int
