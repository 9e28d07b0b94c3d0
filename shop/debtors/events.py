"""What happens to debts."""

from dataclasses import dataclass

from d4d.foundation.outbox import Event


@dataclass(frozen=True, slots=True)
class ReminderDecided(Event):
    """A practice is to be reminded of invoices."""

    topic = "debtors.reminder-decided"
    reminder_id: int


@dataclass(frozen=True, slots=True)
class CollectionDecided(Event):
    """Invoices go to the collection agency, and the practice is told."""

    topic = "debtors.collection-decided"
    case_id: int


@dataclass(frozen=True, slots=True)
class CollectionRecalled(Event):
    """An invoice is taken back from the agency: both are told."""

    topic = "debtors.collection-recalled"
    line_id: int


@dataclass(frozen=True, slots=True)
class CreditDecided(Event):
    """Somebody has decided about a practice's credit."""

    topic = "debtors.credit-decided"
    proposal_id: int
    turn: str


@dataclass(frozen=True, slots=True)
class StatementAsked(Event):
    """A practice, or somebody at the desk for it, wants its list of open items now; `asked_at` says when."""

    topic = "debtors.statement-asked"
    practice_id: int
    asked_at: str


@dataclass(frozen=True, slots=True)
class StatementDue(Event):
    """A practice gets its list of open items for a month."""

    topic = "debtors.statement-due"
    wish_id: int
    month: str
