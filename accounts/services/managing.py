"""Whether somebody manages a practice, written down when it changes: nobody searches all customers for it."""

from django.db import transaction
from django.db.models import Exists, OuterRef

from accounts.models import Membership, Practice


@transaction.atomic
def follow_managers(*practice_ids: int) -> None:
    """Let practices say whether somebody who can sign in manages them.

    Part of every act that changes who works there, in which role, or who can sign in. The practices are held
    first: two managers who leave at once see each other go.
    """
    named = Practice.objects.filter(pk__in=practice_ids)
    list(named.select_for_update(of=("self",), no_key=True).order_by("pk").values_list("pk"))
    named.update(is_managed=Exists(Membership.objects.managing().filter(practice=OuterRef("pk"))))


def follow_person(user_id: int) -> None:
    """The same for every practice at which somebody works."""
    follow_managers(*Membership.objects.filter(user=user_id).values_list("practice_id", flat=True))
