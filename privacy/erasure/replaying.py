"""Erases again whom a restored database has forgotten to be erased."""

from collections.abc import Iterable

from django.db import transaction

from d4d.foundation import clock, states
from privacy.erasure.carrying import carry_out
from privacy.journal_file import Entry
from privacy.models import DataSubject, ErasureRun


def replay(entries: Iterable[Entry]) -> int:
    """Carry out the erasures that the journal names; says how many there were.

    Nobody is written to again: those people had their receipt. To repeat it is harmless.
    """
    return sum(_again(entry) for entry in entries)


def _again(entry: Entry) -> bool:
    """An earlier erasure of the same person that was half-way in the backup comes to its own end first."""
    begun = ErasureRun.objects.filter(subject=entry.subject, state=ErasureRun.State.ERASING)
    for pk in list(begun.exclude(uuid=entry.run).values_list("pk", flat=True)):
        carry_out(pk)
    return carry_out(_run_of(entry).pk)


@transaction.atomic
def _run_of(entry: Entry) -> ErasureRun:
    """The run under the identity that the journal knows; one that was waiting in the old database is it."""
    DataSubject.objects.select_for_update().filter(uuid=entry.subject).first()
    known = ErasureRun.objects.filter(uuid=entry.run).first()
    run = known or ErasureRun.objects.open().filter(subject=entry.subject).first()
    if run is None:
        run = ErasureRun(uuid=entry.run, subject=entry.subject, due_at=clock.now())
        run.origin = ErasureRun.Origin.REPLAY
        run.save()
        states.begin(run, run.state, reason=run.origin)
    elif run.state == ErasureRun.State.WAITING:
        ErasureRun.objects.filter(pk=run.pk).update(
            uuid=entry.run, due_at=clock.now(), origin=ErasureRun.Origin.REPLAY
        )
    return run
