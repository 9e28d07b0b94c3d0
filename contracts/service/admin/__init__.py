"""The desk of the service room, a file a subject."""

from contracts.service.admin import cases, checklists, faults, loans, visits

__all__ = ["cases", "checklists", "faults", "loans", "visits"]
