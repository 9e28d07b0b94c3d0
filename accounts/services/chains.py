"""Chains: locations that order themselves, and one debtor with whose prices and terms they do."""

from django.db import transaction
from django.db.models import Q

from accounts.models import Practice


class CannotJoinChain(Exception):
    """This practice cannot be a location of that one."""


@transaction.atomic
def join_chain(practice_id: int, debtor_number: str) -> Practice:
    """From now on a practice is a location: what it orders is invoiced to its debtor.

    Raises CannotJoinChain: a chain has two levels, its debtor is an approved customer, and both are Dutch,
    because VAT falls otherwise across a border. What was invoiced before stays where it was.
    """
    debtor = Practice.objects.numbered(debtor_number).first()
    locked = Practice.objects.select_for_update().filter(Q(pk=practice_id) | Q(pk=debtor.pk if debtor else 0))
    rows = {row.pk: row for row in locked.order_by("pk")}
    practice = rows[practice_id]
    if debtor is None or not _fits(practice, rows[debtor.pk]):
        raise CannotJoinChain
    practice.debtor = rows[debtor.pk]
    practice.save(update_fields=["debtor"])
    return practice


@transaction.atomic
def leave_chain(practice_id: int) -> None:
    """From now on a practice is invoiced itself, at its own prices and on its own terms."""
    Practice.objects.filter(pk=practice_id).update(debtor=None)


def _fits(practice: Practice, debtor: Practice) -> bool:
    has_two_levels = debtor.debtor_id is None and not practice.locations.exists()
    is_foreign = practice.has_foreign_vat_id or debtor.has_foreign_vat_id
    return practice.pk != debtor.pk and has_two_levels and debtor.is_approved and not is_foreign
