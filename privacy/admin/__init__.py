"""The desk of the privacy floor, a file a subject."""

from privacy.admin import consents, disclosures, ground, notices, statistics

__all__ = ["consents", "disclosures", "ground"]

__all__ = ["disclosures", "ground", "notices", "statistics"]
from privacy.admin import (
    accountability,
    acts,
    authority,
    breaches,
    exports,
    looks,
    request_forms,
    requests,
    restrictions,
    searches,
)

__all__ = [
    "accountability",
    "acts",
    "authority",
    "breaches",
    "consents",
    "disclosures",
    "exports",
    "ground",
    "looks",
    "notices",
    "request_forms",
    "requests",
    "restrictions",
    "searches",
    "statistics",
]
