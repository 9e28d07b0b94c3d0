"""The desk of the privacy floor, a file a subject."""

from privacy.admin import consents, disclosures, exports, ground, notices

__all__ = ["consents", "disclosures", "exports", "ground", "notices"]
