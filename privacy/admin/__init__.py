"""The desk of the privacy floor, a file a subject."""

from privacy.admin import consents, disclosures, exports, ground, notices, searches

__all__ = ["consents", "disclosures", "exports", "ground", "notices", "searches"]
