"""The desk of the privacy floor, a file a subject."""

from privacy.admin import (
    accountability,
    acts,
    authority,
    breaches,
    consents,
    disclosures,
    exports,
    ground,
    looks,
    notices,
    request_forms,
    requests,
    restrictions,
    searches,
    statistics,
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
