"""The desk of the privacy floor, a file a subject."""

from privacy.admin import disclosures, exports, ground

__all__ = ["disclosures", "exports", "ground"]
