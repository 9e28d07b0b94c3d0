"""The desk of the privacy floor, a file a subject."""

from privacy.admin import (
    accountability,
    authority,
    breaches,
    consents,
    disclosures,
    erasures,
    exports,
    ground,
    holds,
    looks,
    notices,
    requests,
    restrictions,
    searches,
    statistics,
    undelivered,
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
    "undelivered",
]
