"""The tables of the agreements room."""

from contracts.agreements.models.billing import BillingPeriod, Charge
from contracts.agreements.models.contracts import ELSEWHERE, Contract, ContractLine, ContractQuerySet
from contracts.agreements.models.plans import Plan, PlanPrice
from contracts.agreements.models.renewal import Index, Indexation, Reminder

__all__ = [
    "ELSEWHERE",
    "BillingPeriod",
    "Charge",
    "Contract",
    "ContractLine",
    "ContractQuerySet",
    "Index",
    "Indexation",
    "Plan",
    "PlanPrice",
    "Reminder",
]
