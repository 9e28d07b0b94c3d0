"""The desk of the service room, a file a subject."""

from contracts.service.admin import cases, faults, loans

__all__ = ["cases", "faults", "loans"]
