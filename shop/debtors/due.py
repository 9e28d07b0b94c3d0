"""Which level of reminders an invoice has come to."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta

from d4d.foundation import clock
from shop.debtors.models import ReminderLevel, ReminderLine, chaseable, with_history
from shop.invoicing.models import Invoice


class Ladder:
    """The levels as they stand today, each with its pause after the one before."""

    def __init__(self, levels: Sequence[ReminderLevel]) -> None:
        """`levels` in their order; none means that nobody is reminded."""
        self._days = {level.number: timedelta(days=level.days) for level in levels}
        befores = [timedelta(), *(timedelta(days=level.days) for level in levels)]
        self._gaps = {
            level.number: self._days[level.number] - before
            for level, before in zip(levels, befores, strict=False)
        }

    @property
    def last(self) -> int:
        """The level after which collection may follow; 0 when there is none."""
        return max(self._days, default=0)

    @property
    def ends_after(self) -> timedelta:
        """How long after the day of an invoice its last level comes at the earliest."""
        return max(self._days.values(), default=timedelta())

    def next_of(self, invoice: Invoice, today: date) -> int | None:
        """The level that an invoice from `with_history` has come to; None while it waits.

        No level is passed over, and each comes no sooner after the letter before, or after the end of a
        dispute, than the table leaves between them: a run that is late does not hurry anybody.
        """
        reached: int = invoice.level or 0  # type: ignore[attr-defined]
        number = min((one for one in self._days if one > reached), default=None)
        if number is None:
            return None
        reminded_at = invoice.reminded_at  # type: ignore[attr-defined]
        begun = [clock.local(reminded_at).date() if reminded_at else None, invoice.settled_on]  # type: ignore[attr-defined]
        days = [invoice.due_on + self._days[number], *(day + self._gaps[number] for day in begun if day)]
        return number if max(days) <= today else None


def ladder() -> Ladder:
    """The levels as the table has them."""
    return Ladder(list(ReminderLevel.objects.order_by("number")))


def due_of(practice_id: int, today: date) -> dict[int, list[Invoice]]:
    """The invoices of a practice that come to a level today, by level; while a letter waits, none of it."""
    waiting = ReminderLine.objects.filter(reminder__practice=practice_id, reminder__sent_at=None)
    own = chaseable(today).filter(practice=practice_id).exclude(pk__in=waiting.values("invoice"))
    found: defaultdict[int, list[Invoice]] = defaultdict(list)
    levels = ladder()
    for invoice in with_history(own).order_by("due_on", "pk"):
        if number := levels.next_of(invoice, today):
            found[number].append(invoice)
    return dict(found)
