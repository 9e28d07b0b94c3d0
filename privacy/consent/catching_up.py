"""After an old backup was put back: nobody who said no since is written to, and what was lost is told."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Max

from d4d.foundation.reconciliation import Finding
from privacy import access, anchors, diary
from privacy.consent import chain, suppression
from privacy.consent.offers import pair_of
from privacy.models import ConsentEvent, Look


def catch_up(since: datetime) -> Iterator[Finding]:
    """Take over the decisions about addresses; begin the anchors of a ledger anew where rows were lost."""
    taken = diary.lines(suppression.DIARY, since)
    for line in taken:
        act, channel, purpose, mark = line.words
        pair = pair_of(purpose, channel)
        if pair and act == suppression.LEFT_ALONE:
            suppression.suppress_mark(mark, [pair])
        elif pair:
            suppression.lift_mark(mark, pair)
    if taken:
        yield Finding(f"{len(taken)} decisions about addresses were taken over")
    for ledger, rows in ((chain.LEDGER, ConsentEvent.objects.all()), (access.SERIES, Look.objects.all())):
        known = max((one.sequence for one in anchors.anchors(ledger)), default=0)
        kept = rows.aggregate(last=Max("sequence"))["last"] or 0
        if known > kept:
            anchors.set_aside(ledger)
            yield Finding(f"the ledger {ledger} stood at {known}, the backup ends at {kept}", is_open=True)
