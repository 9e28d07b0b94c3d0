"""Figures as they are written: plain for machines, in the reader's habit for people."""

from __future__ import annotations


def decimal(value: int, places: int, shown: int = 0) -> str:
    """A scaled integer as a plain decimal, with at least `shown` and no idle places."""
    sign, digits = "-" if value < 0 else "", str(abs(value)).rjust(places + 1, "0")
    whole, part = digits[:-places], digits[-places:].rstrip("0").ljust(shown, "0")
    return f"{sign}{whole}.{part}" if part else f"{sign}{whole}"


def cents(amount: int) -> str:
    """An amount in cents as a plain decimal: 120.88."""
    return decimal(amount, 2, shown=2)


def figure(plain: str, language: str) -> str:
    """A plain decimal as people read it: 1.234,50 in Dutch, 1,234.50 in English."""
    whole, point, part = plain.removeprefix("-").partition(".")
    grouped = f"{int(whole):,}{point}{part}"
    if language == "nl":
        grouped = grouped.translate(str.maketrans(",.", ".,"))
    return f"−{grouped}" if plain.startswith("-") else grouped


def euro(amount: int, language: str) -> str:
    """An amount in cents with its sign: € 1.234,50 in Dutch, €1,234.50 in English."""
    plain = figure(cents(abs(amount)), language)
    minus = "−" if amount < 0 else ""
    return f"€\u00a0{minus}{plain}" if language == "nl" else f"{minus}€{plain}"
