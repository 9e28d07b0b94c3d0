"""The desk of the privacy floor, a file a subject."""

from privacy.admin import consents, disclosures, ground, notices, statistics

__all__ = ["consents", "disclosures", "ground"]

__all__ = ["disclosures", "ground", "notices", "statistics"]
