"""The move itself: file after file, each row once, wrong ones reported and the rest moved."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from django.db import transaction
from django.utils import translation

from d4d.foundation import seal
from d4d.foundation.importing import reading
from d4d.foundation.importing.kinds import Row
from d4d.foundation.importing.wrong import Complaint, Unreadable, WrongCell
from d4d.moving_in import agreed, formats, history, people
from d4d.moving_in.books import SPOKEN, Account, Tally
from d4d.moving_in.formats import Format
from d4d.moving_in.known import Known, Remark
from d4d.moving_in.models import Moved

CHUNK = 500
MOST_ROWS = 1_000_000
MOST_BYTES = 500_000_000

Mover = Callable[[Row, Known], "int | None"]

# In this order: who, what they chose, what they bought, and what is open of it.
FILES: tuple[tuple[Format, Mover], ...] = (
    (formats.PRACTICES, people.practice),
    (formats.PERSONS, people.person),
    (formats.CONSENTS, people.consent_of),
    (formats.SUPPRESSIONS, people.suppression),
    (formats.ORDER_LINES, history.order_line),
    (formats.DEVICES, history.device),
    (formats.MANDATES, agreed.mandate),
    (formats.CONTRACTS, agreed.contract),
    (formats.INVOICES, history.invoice),
    (formats.OPEN_ITEMS, history.open_item),
)


def move_in(folder: Path, *, is_rehearsal: bool = False) -> Account:
    """Bring over everything in a folder that has not come yet; what is wrong stays out and is reported."""
    account = Account()
    known = Known(folder, is_rehearsal=is_rehearsal)
    for file, mover in FILES:
        if (folder / file.name).exists():
            account.tallies.append(_move(folder, file, mover, known))
    return account


def rehearse(folder: Path) -> Account:
    """What moving in would do, by doing all of it and taking it back; changes nothing."""
    with transaction.atomic():
        account = move_in(folder, is_rehearsal=True)
        transaction.set_rollback(True)
    return account


def _move(folder: Path, file: Format, mover: Mover, known: Known) -> Tally:
    tally = Tally(file.name)
    content = (folder / file.name).read_bytes()
    try:
        with translation.override(SPOKEN):
            sheet = reading.read(content, file.columns, file.key, most_rows=MOST_ROWS, most_bytes=MOST_BYTES)
    except Unreadable as refusal:
        tally.is_read = False
        tally.complaints.append(_said(0, refusal))
        return tally
    tally.complaints += sheet.complaints
    tally.refused = len({one.row for one in sheet.complaints})
    tally.rows = len(sheet.rows) + tally.refused
    for chunk in _chunks(sheet.rows):
        with transaction.atomic():
            known.note(_moved(file, chunk, mover, known, tally))
    tally.complaints.sort(key=lambda one: one.row)
    return tally


def _moved(file: Format, rows: Sequence[Row], mover: Mover, known: Known, tally: Tally) -> Iterator[Moved]:
    """Move rows that are not known yet; gives what is to be noted of each."""
    for row in rows:
        cents = int(row.get(file.money, 0)) if file.money else 0
        tally.read_cents += cents
        mark = seal.fingerprint(f"old {file.name}", "|".join(str(row.get(name)) for name in file.key))
        if known.has(file.name, mark):
            tally.known += 1
            tally.known_cents += cents
            continue
        try:
            row_id = mover(row, known)
        except WrongCell as wrong:
            tally.refused += 1
            tally.refused_cents += cents
            tally.complaints.append(_said(row.number, wrong))
            known.remarks()  # of a row that stayed out nothing more is said
            continue
        tally.moved += 1
        tally.moved_cents += cents
        tally.complaints += [_said(row.number, remark) for remark in known.remarks()]
        yield known.remember(file.name, mark, row_id)


def _said(row: int, wrong: WrongCell | Unreadable | Remark) -> Complaint:
    with translation.override(SPOKEN):
        return Complaint(row, wrong.column, str(wrong.words))


def _chunks(rows: Sequence[Row]) -> Iterable[Sequence[Row]]:
    return (rows[start : start + CHUNK] for start in range(0, len(rows), CHUNK))
