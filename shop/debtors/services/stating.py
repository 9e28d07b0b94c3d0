"""The monthly list of what is open, for practices that asked for it."""

from datetime import date

from django.db import transaction

from accounts.models import Practice
from d4d.foundation import clock, outbox
from shop.debtors.events import StatementAsked, StatementDue
from shop.debtors.models import Debtor, StatementWish


def wish(practice: Practice, *, wants: bool) -> None:
    """A practice switches its monthly list on or off."""
    if wants:
        StatementWish.objects.get_or_create(practice=practice, defaults={"since": clock.today()})
    else:
        StatementWish.objects.filter(practice=practice).delete()


@transaction.atomic
def ask_statement(practice: Practice) -> None:
    """The list of what is open goes to the practice's mailbox for invoices.

    Asked again in the same five minutes of the clock it goes once; the day in its name is ours.
    """
    now = clock.local(clock.now())
    asked_at = f"{now:%Y-%m-%dT%H}:{now.minute // 5 * 5:02}"
    outbox.publish(StatementAsked(practice_id=practice.pk, asked_at=asked_at))


def send_statements() -> int:
    """Have the lists of this month sent that were not; the month of joining is not sent any more."""
    month = clock.today().replace(day=1)
    due = [one for one in StatementWish.objects.filter(since__lt=month) if one.is_due(month)]
    with transaction.atomic():
        outbox.publish_all(StatementDue(wish_id=one.pk, month=f"{month:%Y-%m}") for one in due)
    return len(due)


def prepare_statement(wish_id: int, month: date) -> Debtor | None:
    """The practice whose list is still to go for a month; None when it went, or nothing is open."""
    one = StatementWish.objects.filter(pk=wish_id).first()
    if one is None or not one.is_due(month):
        return None
    debtor = Debtor.objects.select_related("subject").get(pk=one.practice_id)
    return debtor if debtor.open_items().exists() else None


def mark_stated(wish_id: int, month: date) -> None:
    """The list of a month has left."""
    StatementWish.objects.filter(pk=wish_id).update(sent_for=month)
