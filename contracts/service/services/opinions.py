"""Who asked us something may be asked how they were helped."""

from accounts.models import User
from contracts.service.models import Case
from shop.outreach.models.surveys import Kind
from shop.outreach.services import surveys


def ask_for_an_opinion(case_id: int) -> None:
    """A question was solved: its asker may be asked, if they are known and agree to that."""
    person = Case.objects.values_list("person", flat=True).get(pk=case_id)
    user = User.objects.filter(subject__uuid=person).first() if person else None
    if user:
        surveys.ask_later(Kind.CASE, case_id, user.pk)
