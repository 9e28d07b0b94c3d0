"""The desk of the service room, a file a subject."""

from contracts.service.admin import cases

__all__ = ["cases"]
