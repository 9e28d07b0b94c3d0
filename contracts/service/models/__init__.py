"""The tables of the service room."""

from contracts.service.models.visits import Visit, VisitDevice, VisitQuerySet

__all__ = ["Visit", "VisitDevice", "VisitQuerySet"]
