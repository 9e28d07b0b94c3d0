"""After an old backup was put back: whoever was erased since is erased again, before anybody comes in."""

import logging
from collections.abc import Iterable
from datetime import UTC, datetime

from d4d.foundation import standstill
from privacy import erasure, journal, protection

log = logging.getLogger("d4d.privacy")
EVER = datetime.min.replace(tzinfo=UTC)


class NotAllErased(Exception):
    """The database still does not know some erasures of the journal."""


def replay() -> int:
    """Erase everybody whom the journal names and the database does not know as erased; says how many.

    What protects people comes back first, so that nothing goes on which a claim rests; an erasure that was
    half-way in the backup is finished too. Harmless to repeat. Raises JournalMissing, JournalBroken or
    NotAllErased; the house then stays closed.
    """
    protection.restore(standstill.restored_from() or EVER)
    lost = journal.unknown()
    try:
        erasure.replay(lost)
        erasure.carry_out_due()
    except erasure.NotWhollyErased as error:
        raise NotAllErased(str(error)) from None
    if left := journal.unknown():
        raise NotAllErased(f"{len(left)} erasures are still not in the database")
    standstill.replayed()
    return len(lost)


def reasons() -> Iterable[str]:
    """Why the house must stand still: the journal cannot be read, or knows more than the database."""
    journal.prepare()
    try:
        lost = len(journal.unknown())
    except (journal.JournalMissing, journal.JournalBroken) as error:
        yield f"the erasure journal cannot be trusted: {error}"
        return
    if lost:
        yield f"the erasure journal names {lost} erasures that the database does not know; run privacy_replay"


def sound_the_alarm() -> None:
    """Say in the log what is wrong with the journal, as long as it is so."""
    now = journal.stand()
    if now.is_alarming:
        log.error("the erasure journal is %s: %s", now.condition.value, "; ".join(now.remarks))
