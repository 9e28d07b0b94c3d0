"""The desk of whoever sees to it that money comes in."""

from shop.debtors.admin import collections, credit, debtors, stops, tables

__all__ = ["collections", "credit", "debtors", "stops", "tables"]
