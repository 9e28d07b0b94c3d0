"""The staff's desk of the intake."""

from shop.intake.admin import drafts, quotes

__all__ = ["drafts", "quotes"]
