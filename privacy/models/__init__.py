"""Everything that the privacy floor keeps, a file a subject."""

from privacy.models.access import Look
from privacy.models.accountability import InterestTest, Processor
from privacy.models.authority import AuthorityRequest
from privacy.models.breaches import Breach, BreachEvent
from privacy.models.consents import (
    ConsentEvent,
    ConsentEvidence,
    ConsentState,
    ConsentText,
    Message,
    Suppression,
)
from privacy.models.disclosures import Disclosure
from privacy.models.exports import ExportArchive
from privacy.models.notices import NoticeShown, NoticeVersion
from privacy.models.people import DataSubject
from privacy.models.requests import Request, RequestEvent
from privacy.models.restrictions import Objection, Restriction
from privacy.models.statistics import CookieChoice, PageCount, PageView, StatisticsSwitch

__all__ = ["DataSubject", "Disclosure", "ExportArchive", "NoticeShown", "Request", "RequestEvent"]
__all__ = [
    "AuthorityRequest",
    "Breach",
    "BreachEvent",
    "ConsentEvent",
    "ConsentEvidence",
    "ConsentState",
    "ConsentText",
    "CookieChoice",
    "DataSubject",
    "Disclosure",
    "InterestTest",
    "Look",
    "Message",
    "NoticeShown",
    "NoticeVersion",
    "Objection",
    "PageCount",
    "PageView",
    "Processor",
    "Request",
    "RequestEvent",
    "Restriction",
    "StatisticsSwitch",
    "Suppression",
]
