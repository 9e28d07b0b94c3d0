"""The staff's desk for practices and people: the review queue, data, roles, VAT answers."""

from accounts.admin import merging, people, practices

__all__ = ["merging", "people", "practices"]
