"""Money that came or went, as a statement tells it."""

from dataclasses import dataclass
from datetime import date


class Unreadable(Exception):
    """This is no statement that can be booked; `reason` is one word that the desk explains."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Transfer:
    """One transfer in cents, below zero when it left; `reference` is the bank's own, `text` the payer's."""

    booked_on: date
    cents: int
    reference: str
    other_account: str
    text: str
