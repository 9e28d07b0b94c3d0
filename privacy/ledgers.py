"""Every sealed ledger of the house: rooms hang theirs here, and one command proves them all."""

from collections.abc import Callable, Iterator

Verify = Callable[[], Iterator[str]]

_ledgers: dict[str, Verify] = {}


def add(name: str, verify: Verify) -> None:
    """Let a ledger be proved: `verify` yields every fault, each naming its row."""
    _ledgers[name] = verify


def verify() -> Iterator[tuple[str, str]]:
    """Everything that is wrong in any ledger, with the name of the ledger."""
    for name, faults in sorted(_ledgers.items()):
        yield from ((name, fault) for fault in faults())
