"""What the service room holds: visits with their reports, faults with their repairs, and questions."""

from contracts.service.personal_data import cases, faults, visits

__all__ = ["cases", "faults", "visits"]
