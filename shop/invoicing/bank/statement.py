"""Reads a bank's statement, whatever its form, into plain transfers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from shop.invoicing.bank import mt940_file
from shop.invoicing.bank.transfer import Transfer, Unreadable

MOST_BYTES = 20_000_000


@dataclass(frozen=True, slots=True)
class Statement:
    """Every transfer of one file; all were booked on `account`, ours."""

    account: str
    transfers: tuple[Transfer, ...]

    @property
    def until(self) -> date:
        """The last day that it tells of."""
        return max(transfer.booked_on for transfer in self.transfers)


def read(content: bytes, account: str) -> Statement:
    """The transfers on our account in a CAMT.053 or MT940 file; raises Unreadable, which says why."""
    if len(content) > MOST_BYTES:
        raise Unreadable("too-large")
    found = list(_transfers(content))
    if not found:
        raise Unreadable("empty")
    if any(own != account for own, _transfer in found):
        raise Unreadable("other-account")
    return Statement(account, tuple(transfer for _own, transfer in found))


def _transfers(content: bytes) -> Iterable[tuple[str, Transfer]]:
    """Each transfer with the account on whose statement it stands."""
    if content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        from shop.invoicing.bank import camt  # what reads XML is large, and most pages read none

        return camt.transfers(content)
    return mt940_file.transfers(content)
