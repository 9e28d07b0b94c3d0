"""Everything that the privacy floor keeps, a file a subject."""

from privacy.models.disclosures import Disclosure
from privacy.models.notices import NoticeShown, NoticeVersion
from privacy.models.people import DataSubject

__all__ = ["DataSubject", "Disclosure", "NoticeShown", "NoticeVersion"]
