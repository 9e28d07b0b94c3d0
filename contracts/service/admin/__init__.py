"""The service desk's pages."""

from contracts.service.admin import checklists, visits

__all__ = ["checklists", "visits"]
