"""The only doors for changing contracts: one file per act."""

from contracts.agreements.services.billing import bill
from contracts.agreements.services.bringing import DoesNotFit, Running, bring
from contracts.agreements.services.buying import activate_bought, take_device
from contracts.agreements.services.days_work import every_day
from contracts.agreements.services.indexing import apply_indices
from contracts.agreements.services.leaving import take_off
from contracts.agreements.services.making import (
    CannotBeAgreed,
    NotOffered,
    Offer,
    accept,
    add_line,
    attach,
    propose,
    record,
    withdraw,
)
from contracts.agreements.services.noticing import NoNotice, end_after_notice, give_notice, take_back_notice
from contracts.agreements.services.overlapping import Overlap
from contracts.agreements.services.paying import (
    NoMandate,
    choose_payment,
    end_unused_mandate,
    end_unused_mandates,
    fall_back_to_account,
)
from contracts.agreements.services.printing import print_contract
from contracts.agreements.services.renewing import begin_terms, end_contracts, remind
from contracts.agreements.services.taking_over import CannotBeTakenOver, take_over

__all__ = [
    "CannotBeAgreed",
    "CannotBeTakenOver",
    "DoesNotFit",
    "NoMandate",
    "NoNotice",
    "NotOffered",
    "Offer",
    "Overlap",
    "Running",
    "accept",
    "activate_bought",
    "add_line",
    "apply_indices",
    "attach",
    "begin_terms",
    "bill",
    "bring",
    "choose_payment",
    "end_after_notice",
    "end_contracts",
    "end_unused_mandate",
    "end_unused_mandates",
    "every_day",
    "fall_back_to_account",
    "give_notice",
    "print_contract",
    "propose",
    "record",
    "remind",
    "take_back_notice",
    "take_device",
    "take_off",
    "take_over",
    "withdraw",
]
