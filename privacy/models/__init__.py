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
from privacy.models.erasures import ErasureItem, ErasureRun
from privacy.models.exports import ExportArchive
from privacy.models.holds import Hold
from privacy.models.list_exports import ListExport
from privacy.models.notices import NoticeShown, NoticeVersion
from privacy.models.numbers import NumberProof
from privacy.models.people import DataSubject
from privacy.models.requests import Request, RequestEvent
from privacy.models.restrictions import Objection, Restriction
from privacy.models.retention import IdleNotice, RetentionRun
from privacy.models.searches import ProcessingRegister, ValueSearch
from privacy.models.statistics import CookieChoice, PageCount, PageView, StatisticsSwitch
from privacy.models.undelivered import MailReport

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
    "ErasureItem",
    "ErasureRun",
    "ExportArchive",
    "Hold",
    "IdleNotice",
    "InterestTest",
    "ListExport",
    "Look",
    "MailReport",
    "Message",
    "NoticeShown",
    "NoticeVersion",
    "NumberProof",
    "Objection",
    "PageCount",
    "PageView",
    "ProcessingRegister",
    "Processor",
    "Request",
    "RequestEvent",
    "Restriction",
    "RetentionRun",
    "StatisticsSwitch",
    "Suppression",
    "ValueSearch",
]
