"""Notes of the staff about a practice."""

from uuid import UUID

from django.db import transaction

from accounts.models import Practice, PracticeNote
from privacy import ties
from privacy.models import DataSubject


class CannotBeNoted(Exception):
    """The data of this practice is only kept, or being erased: nothing is added to it."""


@transaction.atomic
def write_note(practice_id: int, text: str, *, role: str, by: UUID) -> PracticeNote:
    """Colleagues read it on the page of the practice, of a former one on that of what it became.

    Raises CannotBeNoted.
    """
    practice = Practice.objects.select_related("subject", "merged_into__subject").get(pk=practice_id).heir
    try:
        ties.tie(practice.subject_id)
    except ties.IsLeaving:
        raise CannotBeNoted from None
    if practice.subject.state != DataSubject.State.ACTIVE:
        raise CannotBeNoted
    return PracticeNote.objects.create(practice=practice, text=text, role=role, author=by)
