"""Where a practice reads letters about the safety of its devices."""

from uuid import UUID

from accounts.models import Membership, User
from privacy import people
from privacy.models import DataSubject
from privacy.people import Reach


def mailbox_of(subject: UUID) -> Reach | None:
    """Of its manager, else of the practice itself; None when it was erased or has no mailbox."""
    if DataSubject.objects.filter(uuid=subject, state=DataSubject.State.ERASED).exists():
        return None
    manager = User.objects.filter(
        memberships__practice__subject__uuid=subject,
        memberships__role=Membership.Role.MANAGER,
        memberships__is_active=True,
        is_active=True,
    )
    if user := manager.exclude(email="").order_by("pk").first():
        return Reach(user.email, user.language, user.full_name())
    return people.reach(subject)
