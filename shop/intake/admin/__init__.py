"""The staff's desk of the intake."""

from shop.intake.admin import drafts

__all__ = ["drafts"]
