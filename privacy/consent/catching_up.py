"""After an old backup was put back: nobody who said no since is written to, and what was lost is told."""

from collections.abc import Iterator
from datetime import datetime

from d4d.foundation.reconciliation import Finding
from privacy import anchors
from privacy.consent import chain, diary, suppression
from privacy.consent.offers import pair_of
from privacy.models import ConsentEvent


def catch_up(since: datetime) -> Iterator[Finding]:
    """Take over the decisions about addresses, and begin the anchors anew where rows were lost."""
    taken = diary.lines(since)
    for line in taken:
        pair = pair_of(line.purpose, line.channel)
        if pair and line.act == diary.LEFT_ALONE:
            suppression.suppress_mark(line.mark, [pair])
        elif pair:
            suppression.lift_mark(line.mark, pair)
    if taken:
        yield Finding(f"{len(taken)} decisions about addresses were taken over")
    known = max((one.sequence for one in anchors.anchors(chain.LEDGER)), default=0)
    kept = ConsentEvent.objects.chain().values_list("sequence", flat=True).last() or 0
    if known > kept:
        anchors.set_aside(chain.LEDGER)
        yield Finding(f"the consent ledger stood at {known}, the backup ends at {kept}", is_open=True)
