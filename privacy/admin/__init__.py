"""The desk of the privacy floor, a file a subject."""

from privacy.admin import disclosures, ground, notices

__all__ = ["disclosures", "ground", "notices"]
