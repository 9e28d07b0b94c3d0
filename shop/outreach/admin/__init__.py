"""The desk of this room, a file a subject."""

from shop.outreach.admin import newsletters, opinions

__all__ = ["newsletters", "opinions"]
