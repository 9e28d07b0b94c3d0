"""What the service room holds: visits with their reports, and faults with their repairs."""

from contracts.service.personal_data import faults, visits

__all__ = ["faults", "visits"]
