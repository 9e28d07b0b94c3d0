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
from privacy.models.notices import NoticeShown, NoticeVersion
from privacy.models.people import DataSubject
from privacy.models.requests import Request, RequestEvent
from privacy.models.statistics import CookieChoice, PageCount, PageView, StatisticsSwitch

__all__ = [
    "ConsentEvent",
    "ConsentEvidence",
    "ConsentState",
    "ConsentText",
    "CookieChoice",
    "DataSubject",
    "Disclosure",
    "Message",
    "NoticeShown",
    "NoticeVersion",
    "PageCount",
    "PageView",
    "Request",
    "RequestEvent",
    "StatisticsSwitch",
    "Suppression",
]
