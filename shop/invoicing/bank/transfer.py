"""Money that came or went, as a statement tells it."""

from dataclasses import dataclass, field
from datetime import date


class Unreadable(Exception):
    """This is no statement that can be booked; `reason` is one word that the desk explains."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Transfer:
    """One transfer in cents, below zero when it left; `reference` is the bank's own, `text` the payer's.

    `form` is that of the file when the bank says that its reference names this transfer and no other;
    `balances` are those before and after the statement on which it stands.
    """

    booked_on: date
    cents: int
    reference: str
    other_account: str
    text: str
    form: str = field(default="", compare=False)
    balances: tuple[int, int] | None = field(default=None, compare=False)

    @property
    def looks(self) -> str:
        """What is the same of it in every form of file."""
        return f"{self.booked_on} {self.cents} {self.other_account}"
