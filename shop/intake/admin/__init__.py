"""The staff's desk of the intake."""

from shop.intake.admin import drafts, quotes, recurring

__all__ = ["drafts", "quotes", "recurring"]
