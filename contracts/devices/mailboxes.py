"""Where a practice reads letters about the safety of its devices."""

from uuid import UUID

from django.conf import settings
from django.db.models import Q

from accounts.models import Membership, User
from contracts.devices.models import RecallNotice
from privacy import people, undelivered
from privacy.models import DataSubject, MailReport
from privacy.people import Reach


def mailbox_of(subject: UUID) -> Reach | None:
    """Of a manager, else of the practice itself; None when it was erased, has none, or letters bounce.

    Of a practice that became part of another one they are the heir's.
    """
    if DataSubject.objects.filter(uuid=subject, state=DataSubject.State.ERASED).exists():
        return None
    own, former = "memberships__practice__subject__uuid", "memberships__practice__predecessors__subject__uuid"
    managers = User.objects.filter(
        Q(**{own: subject}) | Q(**{former: subject}),
        memberships__role=Membership.Role.MANAGER,
        memberships__is_active=True,
        is_active=True,
    )
    known = [Reach(one.email, one.language, one.full_name()) for one in managers.order_by("pk").distinct()]
    office = people.reach(subject)
    return next((one for one in [*known, *([office] if office else [])] if _arrives(one.email)), None)


def language_of(notice: RecallNotice) -> str:
    """In which language a recall letter is written; paper, for whom no mailbox is known, in Dutch."""
    reach = mailbox_of(notice.subject.uuid) if notice.way == RecallNotice.Way.MAIL else None
    return reach.language if reach else settings.LANGUAGE_CODE


def _arrives(email: str) -> bool:
    """Whether letters reach this address, as far as the mail provider told."""
    report = undelivered.last_report(email) if email else None
    return bool(email) and (report is None or report.kind != MailReport.Kind.BOUNCED)
