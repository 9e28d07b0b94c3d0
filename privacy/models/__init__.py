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
from privacy.models.erasures import ErasureItem, ErasureRun
from privacy.models.holds import Hold
from privacy.models.notices import NoticeShown
from privacy.models.people import DataSubject
from privacy.models.requests import Request, RequestEvent
from privacy.models.retention import IdleNotice, RetentionRun

__all__ = [
    "ConsentEvent",
    "ConsentEvidence",
    "ConsentState",
    "ConsentText",
    "DataSubject",
    "Disclosure",
    "ErasureItem",
    "ErasureRun",
    "Hold",
    "IdleNotice",
    "Message",
    "NoticeShown",
    "Request",
    "RequestEvent",
    "RetentionRun",
    "Suppression",
]
