"""A recall: find who got the goods, write to each practice once, remind until it answers, report."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction

from contracts.devices.events import RecallClosed, RecallLetterDue, RecallPaperWanted
from contracts.devices.mailboxes import mailbox_of
from contracts.devices.models import Recall, RecallNotice, Trace
from d4d.foundation import clock, numbering, outbox, states
from privacy.models import DataSubject
from shop.stock import scan

State, Way = RecallNotice.State, RecallNotice.Way


class NobodyGotThem(Exception):
    """The ledger knows of nobody who got these goods."""


class NotThatManyPieces(Exception):
    """A practice cannot have more pieces than it got."""


class NotRunning(Exception):
    """This recall is not running, so that it cannot be answered or closed."""


@dataclass(frozen=True, slots=True)
class Customer:
    """A practice that got the goods: its newest line in the ledger, and all its pieces."""

    trace: Trace
    pieces: int
    returned: int
    last_on: date
    has_mailbox: bool
    is_erased: bool


def marks_of(text: str) -> dict[str, str]:
    """The marks in what somebody typed or scanned: a GS1 code, a GTIN, a LOT or a serial number.

    What the ledger knows as a LOT or serial number is taken as such; what nobody knows as a LOT.
    """
    code = text.strip()
    for mark in ("lot", "serial"):
        if code and Trace.objects.filter(**{mark: code}).exists():
            return {mark: code}
    try:
        said = scan.read(code)
    except scan.Unreadable:
        return {"lot": code} if code else {}
    read = {"udi_di": said.gtin, "lot": said.lot, "serial": said.serial}
    return {name: value for name, value in read.items() if value}


def customers(marks: dict[str, str]) -> list[Customer]:
    """Every practice that got goods with these marks, whatever became of it since."""
    lines: dict[int, list[Trace]] = defaultdict(list)
    found = Trace.objects.of_goods(**marks).with_returned().select_related("subject")
    for trace in found.order_by("shipped_on", "pk"):
        lines[trace.subject_id].append(trace)
    return [_customer(traces) for traces in lines.values()]


@transaction.atomic
def prepare(
    marks: dict[str, str], *, title: str, instruction: str, reference: str = "", by: UUID | None = None
) -> Recall:
    """Write down what is called back; goods that are being called back already are not called back twice.

    Raises NobodyGotThem.
    """
    known = {"udi_di": "", "lot": "", "serial": ""} | marks
    present = Recall.objects.filter(**known, state__in=[Recall.State.PREPARED, Recall.State.RUNNING])
    if row := present.first():
        return row
    if not Trace.objects.of_goods(**marks).exists():
        raise NobodyGotThem
    year = clock.today().year
    row = Recall(**known, title=title, instruction=instruction, reference=reference)
    try:
        with transaction.atomic():
            row.number = f"T{year}-{numbering.draw(f'recall-{year}'):04}"
            row.save()
    except IntegrityError:  # somebody else wrote it down at the same moment
        return present.get()
    states.begin(row, row.state, by=by)
    return row


@transaction.atomic
def start(recall_id: int, *, by: UUID | None = None) -> int:
    """Write to every practice that got the goods; to start twice writes once. How many were new."""
    row = Recall.objects.select_for_update().get(pk=recall_id)
    if row.state == Recall.State.PREPARED:
        states.move(row, Recall.State.RUNNING, by=by)
        row.started_at = clock.now()
        row.save(update_fields=["started_at"])
    if row.state != Recall.State.RUNNING:
        raise NotRunning(row.number)
    return _write_to_newcomers(row)


@transaction.atomic
def withdraw(recall_id: int, *, by: UUID | None = None) -> None:
    """A recall that was prepared is not needed after all."""
    row = Recall.objects.select_for_update().get(pk=recall_id)
    states.move(row, Recall.State.WITHDRAWN, by=by)


@transaction.atomic
def mark_sent(notice_id: int, turn: int, *, by: UUID | None = None) -> None:
    """This letter has left the house; a letter of an earlier turn changes nothing."""
    notice = RecallNotice.objects.select_for_update().get(pk=notice_id)
    if notice.turn == turn and notice.state == State.WAITING:
        states.move(notice, State.SENT, by=by)
        notice.sent_at = clock.now()
        notice.save(update_fields=["sent_at"])


@transaction.atomic
def go_on_paper(notice_id: int) -> None:
    """No mailbox takes this letter: it goes by post."""
    notice = RecallNotice.objects.select_for_update().get(pk=notice_id)
    if notice.state == State.WAITING:
        notice.way = Way.PAPER
        notice.save(update_fields=["way"])
        outbox.publish(RecallPaperWanted(notice_id=notice.pk, turn=notice.turn))


@transaction.atomic
def acknowledge(notice_id: int, *, left: int, used: int, by: UUID | None = None) -> RecallNotice:
    """A practice, or staff on its behalf, says how many pieces are left and how many were used.

    Answering again changes nothing. Raises NotRunning or NotThatManyPieces.
    """
    notice = RecallNotice.objects.select_for_update().select_related("recall").get(pk=notice_id)
    if notice.state == State.ACKNOWLEDGED:
        return notice
    if notice.recall.state != Recall.State.RUNNING:
        raise NotRunning(notice.recall.number)
    if min(left, used) < 0 or left + used > notice.pieces:
        raise NotThatManyPieces(notice.pk)
    notice.acknowledged_at, notice.pieces_left, notice.pieces_used = clock.now(), left, used
    notice.save(update_fields=["acknowledged_at", "pieces_left", "pieces_used"])
    states.move(notice, State.ACKNOWLEDGED, by=by)
    return notice


def remind() -> int:
    """Write again to whoever did not answer within the days of the setting, and to late customers."""
    before = clock.now() - timedelta(days=settings.RECALL_REMIND_DAYS)
    for recall in Recall.objects.filter(state=Recall.State.RUNNING).order_by("pk"):
        with transaction.atomic():
            _write_to_newcomers(Recall.objects.select_for_update().get(pk=recall.pk))
    late = RecallNotice.objects.unanswered().filter(state=State.SENT, sent_at__lte=before)
    return sum(_remind(notice_id) for notice_id in late.values_list("pk", flat=True))


@transaction.atomic
def close(recall_id: int, conclusion: str, *, by: UUID | None = None) -> Recall:
    """Everything that could be reached was; the report for the authority is made. Raises NotRunning."""
    row = Recall.objects.select_for_update().get(pk=recall_id)
    if row.state != Recall.State.RUNNING:
        raise NotRunning(row.number)
    row.conclusion, row.closed_at = conclusion, clock.now()
    row.save(update_fields=["conclusion", "closed_at"])
    states.move(row, Recall.State.CLOSED, by=by)
    outbox.publish(RecallClosed(recall_id=row.pk))
    return row


def _customer(traces: list[Trace]) -> Customer:
    newest = traces[-1]
    return Customer(
        trace=newest,
        pieces=sum(trace.quantity for trace in traces),
        returned=sum(getattr(trace, "returned", 0) for trace in traces),
        last_on=newest.shipped_on,
        has_mailbox=mailbox_of(newest.subject.uuid) is not None,
        is_erased=newest.subject.state == DataSubject.State.ERASED,
    )


def _write_to_newcomers(recall: Recall) -> int:
    """Each practice of the ledger without a letter of this recall gets one; who got more, owes more."""
    written = dict(recall.notices.values_list("subject", "pieces"))
    found = customers(recall.marks)
    new = [one for one in found if one.trace.subject_id not in written]
    for customer in found:
        if customer.pieces > written.get(customer.trace.subject_id, customer.pieces):
            recall.notices.filter(subject=customer.trace.subject_id, pieces__lt=customer.pieces).exclude(
                state=State.ACKNOWLEDGED
            ).update(pieces=customer.pieces)
    for customer in new:
        notice = RecallNotice.objects.create(
            recall=recall,
            subject=customer.trace.subject,
            trace=customer.trace,
            pieces=customer.pieces,
            way=Way.MAIL if customer.has_mailbox else Way.PAPER,
        )
        states.begin(notice, notice.state)
        _have_it_written(notice)
    return len(new)


@transaction.atomic
def _remind(notice_id: int) -> bool:
    notice = RecallNotice.objects.select_for_update().select_related("subject").get(pk=notice_id)
    if notice.state != State.SENT:
        return False
    states.move(notice, State.WAITING)
    has_mailbox = mailbox_of(notice.subject.uuid) is not None
    notice.turn += 1
    notice.way = Way.MAIL if has_mailbox and notice.way == Way.MAIL else Way.PAPER
    notice.save(update_fields=["turn", "way"])
    _have_it_written(notice)
    return True


def _have_it_written(notice: RecallNotice) -> None:
    due = RecallLetterDue if notice.way == Way.MAIL else RecallPaperWanted
    outbox.publish(due(notice_id=notice.pk, turn=notice.turn))
