"""The desk of the privacy floor, a file a subject."""

from privacy.admin import (
    accountability,
    authority,
    breaches,
    disclosures,
    ground,
    looks,
    requests,
    restrictions,
)

__all__ = [
    "accountability",
    "authority",
    "breaches",
    "disclosures",
    "ground",
    "looks",
    "requests",
    "restrictions",
]
from privacy.admin import consents

__all__ = ["consents", "disclosures", "ground"]
from privacy.admin import notices

__all__ = ["disclosures", "ground", "notices"]
