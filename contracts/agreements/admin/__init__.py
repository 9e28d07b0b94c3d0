"""The desk of contracts: plans and prices, contracts, the calendar, and the run of the bills."""

from contracts.agreements.admin import contracts, money, plans

__all__ = ["contracts", "money", "plans"]
