"""The tables of the agreements room."""

from contracts.agreements.models.contracts import Contract, ContractLine, ContractQuerySet
from contracts.agreements.models.plans import Plan, PlanPrice

__all__ = ["Contract", "ContractLine", "ContractQuerySet", "Plan", "PlanPrice"]
