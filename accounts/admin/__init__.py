"""The staff's desk for practices and people: the review queue, data, roles, VAT answers."""

from accounts.admin import merging, notes, people, practices

__all__ = ["merging", "notes", "people", "practices"]
