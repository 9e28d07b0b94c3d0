"""The service desk."""

from contracts.service.admin import faults, loans

__all__ = ["faults", "loans"]
