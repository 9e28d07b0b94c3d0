"""The desk of the privacy floor, a file a subject."""

from privacy.admin import disclosures, ground, notices, statistics

__all__ = ["disclosures", "ground", "notices", "statistics"]
