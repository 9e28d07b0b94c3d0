"""Reminding practices of what is overdue: one letter per level, practice and day, each invoice once."""

from django.db import transaction

from accounts.models import Practice
from d4d.foundation import clock, outbox
from shop.debtors.due import due_of, ladder
from shop.debtors.events import ReminderDecided
from shop.debtors.models import Debtor, Reminder, ReminderLine, chaseable
from shop.invoicing.models import Invoice


def remind() -> int:
    """Decide today's letters; late or doubled it sends nothing twice. Says how many letters."""
    today, last = clock.today(), ladder().last
    late = chaseable(today).exclude(reminder_lines__level=last).exclude(practice=None)
    practices = late.order_by("practice").values_list("practice", flat=True).distinct()
    return sum(remind_practice(practice_id) for practice_id in list(practices) if practice_id)


@transaction.atomic
def remind_practice(practice_id: int) -> int:
    """Decide the letters of one practice; none while we owe it as much. Says how many."""
    practice = Practice.objects.select_for_update(no_key=True, of=("self",)).get(pk=practice_id)
    if Debtor.objects.get(pk=practice_id).balance_cents() <= 0:
        return 0
    today = practice.reminders.filter(decided_on=clock.today()).values_list("level", flat=True)
    written = set(today)  # what comes to a level later on the day waits for the next
    due = {level: rows for level, rows in due_of(practice_id, clock.today()).items() if level not in written}
    for level, invoices in due.items():
        reminder = Reminder.objects.create(practice=practice, level=level, decided_on=clock.today())
        ReminderLine.objects.bulk_create(_line(reminder, invoice) for invoice in invoices)
        outbox.publish(ReminderDecided(reminder_id=reminder.pk))
    return len(due)


@transaction.atomic
def prepare_letter(reminder_id: int) -> Reminder | None:
    """A letter as it may go out now: without what was paid, disputed or stopped since; None for nothing.

    What is left out comes to its level again when it is due then.
    """
    reminder = Reminder.objects.select_for_update(of=("self",)).filter(pk=reminder_id).first()
    if reminder is None or reminder.sent_at:
        return None
    still = chaseable(clock.today()).filter(reminder_lines__reminder=reminder)
    amounts = {one.pk: one.open_cents for one in still}
    reminder.lines.exclude(invoice__in=amounts).delete()
    if not amounts:
        reminder.delete()
        return None
    lines = list(reminder.lines.all())
    for line in lines:
        line.open_cents = amounts[line.invoice_id]
    ReminderLine.objects.bulk_update(lines, ["open_cents"])
    return reminder


def mark_sent(reminder_id: int) -> None:
    """The letter has left: from now on it counts."""
    Reminder.objects.filter(pk=reminder_id, sent_at=None).update(sent_at=clock.now())


def _line(reminder: Reminder, invoice: Invoice) -> ReminderLine:
    return ReminderLine(
        reminder=reminder, invoice=invoice, level=reminder.level, open_cents=invoice.open_cents
    )
