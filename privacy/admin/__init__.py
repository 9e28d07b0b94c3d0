"""The desk of the privacy floor, a file a subject."""

from privacy.admin import consents, disclosures, ground, notices, statistics

__all__ = ["consents", "disclosures", "ground"]

__all__ = ["disclosures", "ground", "notices", "statistics"]
from privacy.admin import (
    accountability,
    authority,
    breaches,
    erasures,
    exports,
    holds,
    looks,
    request_forms,
    requests,
    restrictions,
    searches,
)

__all__ = [
    "accountability",
    "authority",
    "breaches",
    "consents",
    "disclosures",
    "erasures",
    "exports",
    "ground",
    "holds",
    "looks",
    "notices",
    "requests",
    "restrictions",
    "searches",
    "statistics",
]
