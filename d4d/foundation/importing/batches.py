"""A list from beginning to end: received, looked at, applied whole, and taken back while nothing moved."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from uuid import UUID

from django.db import DataError, IntegrityError, transaction
from django.db.models import Max, Q

from d4d.foundation import clock, outbox, states
from d4d.foundation.importing import kinds, reading
from d4d.foundation.importing.differing import ChangedSince
from d4d.foundation.importing.events import ListAgreed, ListRecalled, ListReceived
from d4d.foundation.importing.kinds import Finding, Kind, News, Trace
from d4d.foundation.importing.wrong import Complaint, Unreadable
from d4d.foundation.models import ImportBatch, ImportTrace

MOST_COMPLAINTS = 200
LEFT_FOR = timedelta(days=7)
State = ImportBatch.State


class CannotBeUndone(Exception):
    """Something that the list made or changed was changed or used since."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a file would do, row by row."""

    findings: list[Finding]
    complaints: list[Complaint]

    def counts(self) -> Counter[str]:
        """How many rows are new, changed, unchanged and wrong."""
        counted = Counter(str(one.news) for one in self.findings if one.wrong is None)
        counted[News.WRONG] = len({complaint.row for complaint in self.complaints})
        return counted


def look(kind: Kind, content: bytes) -> Outlook:
    """What a file would do; changes nothing. Raises Unreadable when it is no such list at all."""
    sheet = reading.read(content, kind.columns, kind.key)
    findings = kind.look(sheet.rows)
    wrong = [
        Complaint(one.row.number, one.wrong.column, str(one.wrong.words)) for one in findings if one.wrong
    ]
    return Outlook(findings, sorted([*sheet.complaints, *wrong], key=lambda one: one.row))


@transaction.atomic
def receive(kind: Kind, content: bytes, *, by: UUID | None = None) -> ImportBatch:
    """Take a file in; a job looks at it."""
    batch = _begin(kind, content, by)
    outbox.publish(ListReceived(batch_id=batch.pk))
    return batch


@transaction.atomic
def import_file(kind: Kind, content: bytes, *, by: UUID | None = None) -> ImportBatch:
    """Look at a file and apply it at once; with a wrong row it is refused and changes nothing.

    Raises Unreadable when it is no such list at all.
    """
    outlook = look(kind, content)
    batch = _begin(kind, content, by)
    _report(batch, outlook)
    if outlook.complaints:
        _end(batch, State.REFUSED, by)
        return batch
    states.move(batch, State.READY, by=by)
    states.move(batch, State.APPLYING, by=by)
    _write(batch, kind, outlook, by)
    return batch


@transaction.atomic
def look_at(batch_id: int) -> None:
    """Say of a received list what it would do."""
    batch = _locked(batch_id)
    if batch.state != State.RECEIVED:
        return
    try:
        outlook = look(kinds.find(batch.kind), bytes(batch.content or b""))
    except Unreadable as refusal:
        _refuse(batch_id, refusal)
        return
    _report(batch, outlook)
    if outlook.complaints:
        _end(batch, State.REFUSED)
    else:
        states.move(batch, State.READY)


@transaction.atomic
def apply(batch_id: int, *, by: UUID | None = None) -> None:
    """Somebody has read what a list would do and wants it; a job writes it."""
    batch = _locked(batch_id)
    if states.move(batch, State.APPLYING, by=by):
        outbox.publish(ListAgreed(batch_id=batch.pk))


def write(batch_id: int) -> None:
    """Write a list in one transaction; what became wrong since it was looked at refuses it whole."""
    try:
        _write_agreed(batch_id)
    except Unreadable as refusal:
        _refuse(batch_id, refusal)
    except (IntegrityError, DataError):
        _refuse(batch_id, Unreadable("does-not-fit"))


@transaction.atomic
def _write_agreed(batch_id: int) -> None:
    batch = _locked(batch_id)
    if batch.state != State.APPLYING:
        return
    kind = kinds.find(batch.kind)
    outlook = look(kind, bytes(batch.content or b""))
    _report(batch, outlook)
    if outlook.complaints:
        _end(batch, State.REFUSED, batch.actor)
    else:
        _write(batch, kind, outlook, batch.actor)


@transaction.atomic
def undo(batch_id: int, *, by: UUID | None = None) -> None:
    """Somebody wants a list taken back; a job does so, if nothing was changed since."""
    batch = _locked(batch_id)
    if states.move(batch, State.UNDOING, by=by):
        outbox.nudge(ListRecalled(batch_id=batch.pk))


def take_back(batch_id: int) -> None:
    """Take a list back whole, or leave all as it is and say why."""
    try:
        undo_now(batch_id)
    except CannotBeUndone:
        with transaction.atomic():
            batch = _locked(batch_id)
            states.move(batch, State.APPLIED, reason="changed since")


@transaction.atomic
def undo_now(batch_id: int, *, by: UUID | None = None) -> None:
    """Take a list back whole. Raises CannotBeUndone, and nothing has changed then."""
    batch = _locked(batch_id)
    if batch.state == State.UNDONE:
        return
    kind = kinds.find(batch.kind)
    _refuse_out_of_order(batch)
    traces = [
        Trace(one.label, one.row_id, one.before, one.mark) for one in batch.traces.order_by("-pk").iterator()
    ]
    try:
        kind.undo(traces, by or batch.actor)
    except ChangedSince as moved:
        raise CannotBeUndone from moved
    kind.settle(traces)
    states.move(batch, State.UNDOING, by=by)
    _end(batch, State.UNDONE, by)


def _refuse_out_of_order(batch: ImportBatch) -> None:
    """Lists over the same rows are taken back in turn, the last one first."""
    own = batch.traces.order_by()
    newest = own.aggregate(pk=Max("pk"))["pk"] or 0
    later = ImportTrace.objects.filter(pk__gt=newest, batch__state=State.APPLIED)
    for label in own.values_list("label", flat=True).distinct():
        if later.filter(label=label, row_id__in=own.filter(label=label).values("row_id")).exists():
            raise CannotBeUndone


@transaction.atomic
def discard(batch_id: int, *, by: UUID | None = None) -> None:
    """A list that is not wanted after all; its file goes."""
    _end(_locked(batch_id), State.DISCARDED, by)


def forget_left() -> int:
    """Discard lists that nobody applied for a week, or that no job wrote for a week; the number of them."""
    now = clock.now()
    left = Q(state__in=[State.RECEIVED, State.READY], created_at__lt=now - LEFT_FOR)
    stuck = Q(state=State.APPLYING, created_at__lt=now - 2 * LEFT_FOR)
    ids = list(ImportBatch.objects.filter(left | stuck).order_by("pk").values_list("pk", flat=True))
    for batch_id in ids:
        discard(batch_id)
    return len(ids)


def _begin(kind: Kind, content: bytes, by: UUID | None) -> ImportBatch:
    batch = ImportBatch.objects.create(
        kind=kind.code, content=content, sha256=sha256(content).hexdigest(), actor=by
    )
    states.begin(batch, batch.state, by=by)
    return batch


def _write(batch: ImportBatch, kind: Kind, outlook: Outlook, by: UUID | None) -> None:
    wanted = [one for one in outlook.findings if one.news is not News.UNCHANGED]
    traces = kind.write(wanted, by) if wanted else []
    ImportTrace.objects.bulk_create(_rows(batch, traces), batch_size=500)
    if traces:
        kind.settle(traces)
    _end(batch, State.APPLIED, by)


def _rows(batch: ImportBatch, traces: Iterable[Trace]) -> list[ImportTrace]:
    return [
        ImportTrace(batch=batch, label=one.label, row_id=one.row_id, before=one.before, mark=one.mark)
        for one in traces
    ]


def _report(batch: ImportBatch, outlook: Outlook) -> None:
    counts = outlook.counts()
    batch.new, batch.changed = counts[News.NEW], counts[News.CHANGED]
    batch.unchanged, batch.wrong = counts[News.UNCHANGED], counts[News.WRONG]
    batch.complaints = [[one.row, one.column, one.words] for one in outlook.complaints[:MOST_COMPLAINTS]]
    batch.save(update_fields=["new", "changed", "unchanged", "wrong", "complaints"])


@transaction.atomic
def _refuse(batch_id: int, refusal: Unreadable) -> None:
    batch = _locked(batch_id)
    batch.complaints = [[0, "", refusal.words]]
    batch.save(update_fields=["complaints"])
    _end(batch, State.REFUSED)


def _end(batch: ImportBatch, state: str, by: UUID | None = None) -> None:
    states.move(batch, state, by=by)
    batch.content, batch.ended_at = None, clock.now()
    batch.save(update_fields=["content", "ended_at"])


def _locked(batch_id: int) -> ImportBatch:
    return ImportBatch.objects.select_for_update().get(pk=batch_id)
