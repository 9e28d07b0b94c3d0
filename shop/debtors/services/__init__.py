"""The only doors for changing things about debts: one file per act."""

from shop.debtors.services.collecting import (
    CannotBeHandedOver,
    HasChanged,
    collectable,
    dossier_for,
    hand_over,
    tell_agency,
    to_collect,
)
from shop.debtors.services.crediting import CannotBeDecided, ask_review, decide, propose_credit, review
from shop.debtors.services.recalling import recall_case, recall_invoice, tell_agency_of_recall
from shop.debtors.services.reminding import mark_sent, prepare_letter, remind, remind_practice
from shop.debtors.services.stating import ask_statement, mark_stated, prepare_statement, send_statements, wish
from shop.debtors.services.stopping import (
    NothingToStop,
    dispute,
    end_dispute,
    end_disputes_of,
    end_pauses,
    pause,
    resume,
)

__all__ = [
    "CannotBeDecided",
    "CannotBeHandedOver",
    "HasChanged",
    "NothingToStop",
    "ask_review",
    "ask_statement",
    "collectable",
    "decide",
    "dispute",
    "dossier_for",
    "end_dispute",
    "end_disputes_of",
    "end_pauses",
    "hand_over",
    "mark_sent",
    "mark_stated",
    "pause",
    "prepare_letter",
    "prepare_statement",
    "propose_credit",
    "recall_case",
    "recall_invoice",
    "remind",
    "remind_practice",
    "resume",
    "review",
    "send_statements",
    "tell_agency",
    "tell_agency_of_recall",
    "to_collect",
    "wish",
]
