"""The desk of the privacy floor, a file a subject."""

from privacy.admin import (
    accountability,
    authority,
    breaches,
    consents,
    disclosures,
    exports,
    ground,
    looks,
    notices,
    requests,
    restrictions,
    statistics,
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

__all__ = ["consents", "disclosures", "exports", "ground", "notices"]
__all__ = ["disclosures", "ground", "notices", "statistics"]
