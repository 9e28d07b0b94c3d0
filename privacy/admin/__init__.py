"""The desk of the privacy floor, a file a subject."""

from privacy.admin import disclosures, ground

__all__ = ["disclosures", "ground"]
