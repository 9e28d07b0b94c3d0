"""Everything that the privacy floor keeps, a file a subject."""

from privacy.models.consents import (
    ConsentEvent,
    ConsentEvidence,
    ConsentState,
    ConsentText,
    Message,
    Suppression,
)
from privacy.models.disclosures import Disclosure
from privacy.models.notices import NoticeShown
from privacy.models.people import DataSubject
from privacy.models.requests import Request, RequestEvent

__all__ = [
    "ConsentEvent",
    "ConsentEvidence",
    "ConsentState",
    "ConsentText",
    "DataSubject",
    "Disclosure",
    "Message",
    "NoticeShown",
    "Request",
    "RequestEvent",
    "Suppression",
]
