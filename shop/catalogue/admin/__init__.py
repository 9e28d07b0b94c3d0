"""The desk of the catalogue, a file a subject."""

from shop.catalogue.admin import goods, insight

__all__ = ["goods", "insight"]
