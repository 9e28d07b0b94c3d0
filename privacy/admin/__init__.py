"""The desk of the privacy floor, a file a subject."""

from privacy.admin import disclosures, ground, notices, statistics
from privacy.admin import consents, disclosures, ground

__all__ = ["consents", "disclosures", "ground"]
from privacy.admin import notices

__all__ = ["disclosures", "ground", "notices", "statistics"]
