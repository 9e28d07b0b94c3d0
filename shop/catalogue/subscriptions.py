"""What the catalogue listens to."""

from d4d.foundation import outbox
from shop.catalogue import services
from shop.catalogue.events import BrandRenamed, CategoryRenamed


def find_by_its_brand(event: BrandRenamed) -> None:
    """Products of a brand are found by its new name."""
    services.index_brand(event.brand_id)


def find_by_its_category(event: CategoryRenamed) -> None:
    """What lies in a category, or in one inside it, is found by its new name."""
    services.index_category(event.category_id)


outbox.subscribe(BrandRenamed, find_by_its_brand)
outbox.subscribe(CategoryRenamed, find_by_its_category)
