"""Reminders, disputes, collection and credit, and the dated tables behind them."""

from shop.debtors.models.chasing import Dispute, Pause, Reminder, ReminderLine, Stop
from shop.debtors.models.collection import CollectionCase, CollectionLine
from shop.debtors.models.credit import CreditProposal
from shop.debtors.models.debtor import Debtor, DebtorQuerySet, chaseable, open_invoices, with_history
from shop.debtors.models.statements import StatementWish
from shop.debtors.models.tables import (
    CostBand,
    CostScale,
    CreditStep,
    InterestRate,
    ReminderLevel,
    uncovered_until,
)

__all__ = [
    "CollectionCase",
    "CollectionLine",
    "CostBand",
    "CostScale",
    "CreditProposal",
    "CreditStep",
    "Debtor",
    "DebtorQuerySet",
    "Dispute",
    "InterestRate",
    "Pause",
    "Reminder",
    "ReminderLevel",
    "ReminderLine",
    "StatementWish",
    "Stop",
    "chaseable",
    "open_invoices",
    "uncovered_until",
    "with_history",
]
