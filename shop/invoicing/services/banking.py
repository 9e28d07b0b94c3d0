"""Money that came in by bank: each transfer is read once, and booked on the invoices that it pays."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from hashlib import sha256
from uuid import UUID

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction

from d4d.foundation import clock, outbox, seal, states
from shop.invoicing.bank import matching, statement
from shop.invoicing.bank.matching import Part
from shop.invoicing.bank.sameness import Told, fresh
from shop.invoicing.bank.transfer import Transfer, Unreadable
from shop.invoicing.events import BankStatementRead
from shop.invoicing.models import BankFile, BankLine, BankPart, Invoice, archive
from shop.invoicing.services.settling import MoreThanOpen, receive

FOLDER = "bank"
KEPT_YEARS = 7  # AWR art. 52
LONGEST = 500


class NotAllocated(Exception):
    """These parts are not what is left of the transfer, or of an invoice."""


@dataclass(frozen=True, slots=True)
class Imported:
    """How the reading of a file went; `doubtful` are those among the new ones that may be known."""

    file: BankFile
    new: int
    booked: int
    known: int
    doubtful: int = 0


def import_file(content: bytes, *, by: UUID | None = None) -> Imported:
    """Read a statement of our account and book what is certain; the same file or transfer counts once.

    What may be a transfer that an earlier file told of, or another like it, waits for somebody.
    Raises Unreadable, and nothing has changed then.
    """
    found = statement.read(content, _own_account())
    file = _keep(content, found.until)
    new = booked = doubtful = 0
    for key, transfer, is_doubtful in _to_take(file, Told(found.transfers)):
        taken = _take(file, key, transfer, is_doubtful, by)
        if taken is not None:
            new, booked = new + 1, booked + (taken.state == BankLine.State.BOOKED)
            doubtful += taken.may_be_known
    with transaction.atomic():
        outbox.nudge(BankStatementRead(file_id=file.pk))
    return Imported(file, new, booked, len(found.transfers) - new, doubtful)


def _own_account() -> str:
    return str(settings.CONTROLLER["iban"]).replace(" ", "")


@transaction.atomic
def allocate(line_id: int, parts: Sequence[Part], *, by: UUID | None = None) -> BankLine:
    """Book parts of a transfer on invoices of one practice; the rest stays to be looked at.

    What left our account is booked on credit notes, or on invoices that were paid beyond.

    Raises NotAllocated, MoreThanOpen or BookedElsewhere, and nothing has changed then.
    """
    line = BankLine.objects.select_for_update(of=("self",)).get(pk=line_id)
    practices = {part.invoice.practice_id for part in parts} | ({line.practice_id} - {None})
    wanted = sum(part.cents for part in parts)
    fits = all(_goes_that_way(part.invoice, line) for part in parts)
    if not parts or not fits or len(practices) != 1 or not 0 < wanted <= line.left_cents():
        raise NotAllocated(f"transfer {line_id}")
    (line.practice_id,) = practices
    for part in parts:
        number = line.parts.count() + 1
        is_taken_off = line.amount_cents < 0 and not part.invoice.is_credit_note
        settlement = receive(
            part.invoice.pk,
            -part.cents if is_taken_off else part.cents,
            reference=f"L{line.pk}/{number}",
            on=line.booked_on,
            by=by,
        )
        BankPart.objects.create(line=line, settlement=settlement)
    if not line.left_cents():
        _settle(line, BankLine.State.BOOKED, by)
    line.save(update_fields=["practice", "text"])
    return line


@transaction.atomic
def set_aside(line_id: int, reason: str, *, by: UUID | None = None) -> BankLine:
    """Somebody says that a transfer, or what is left of it, is for no invoice, and why."""
    line = BankLine.objects.select_for_update(of=("self",)).get(pk=line_id)
    _settle(line, BankLine.State.SET_ASIDE, by, reason)
    line.save(update_fields=["text"])
    return line


def forget_statements() -> int:
    """Drop the files whose seven years are over; the number of them."""
    due = BankFile.objects.filter(until__lt=date(clock.today().year - KEPT_YEARS, 1, 1)).exclude(file="")
    dropped = 0
    for file in due.order_by("pk"):
        archive().delete(str(file.file))
        dropped += BankFile.objects.filter(pk=file.pk).update(file="")
    return dropped


def _keep(content: bytes, until: date) -> BankFile:
    """The file in the archive, with its row: one, however often it is read."""
    mark = sha256(content).hexdigest()
    key = f"{FOLDER}/{until.year}/{mark}"
    if not archive().exists(key):
        archive().save(key, ContentFile(content))
    file, _made = BankFile.objects.get_or_create(sha256=mark, defaults={"file": key, "until": until})
    return file


def _to_take(file: BankFile, told: Told) -> list[tuple[str, Transfer, bool]]:
    """What no earlier file told of, or perhaps none, in its order: each under the next key of its look."""
    alike: dict[str, list[Transfer]] = defaultdict(list)
    for one in told.transfers:
        alike[one.looks].append(one)
    elsewhere = cache(_told_in)
    taken: dict[int, tuple[str, bool]] = {}
    for looks, rows in _rows_like(alike).items():
        others = [row for row in rows if row.source_id != file.pk]
        here = len(rows) - len(others)  # when this file was read before, or in part
        found = fresh(alike[looks], others, told, lambda row: elsewhere(row.source))
        for number, (one, is_doubtful) in enumerate(found[here:], start=len(rows) + 1):
            taken[id(one)] = (_key(looks, number), is_doubtful)
    return [(taken[id(one)][0], one, taken[id(one)][1]) for one in told.transfers if id(one) in taken]


def _rows_like(looks: Iterable[str]) -> dict[str, list[BankLine]]:
    """The rows that there are for each look, in the order of their keys; few questions for many looks."""
    rows: dict[str, list[BankLine]] = {look: [] for look in looks}
    asked, number = list(rows), 1
    while asked:
        keys = {_key(look, number): look for look in asked}
        known = BankLine.objects.select_related("source").in_bulk(list(keys), field_name="key")
        for key, row in known.items():
            rows[keys[key]].append(row)
        asked, number = [keys[key] for key in known], number + 1
    return rows


def _key(looks: str, number: int) -> str:
    """The same in every file and form; of transfers that look alike, each has its number."""
    return seal.fingerprint("transfer", f"{looks} {number}")


def _told_in(file: BankFile) -> Told | None:
    """What an earlier file tells; None when it was dropped, or cannot be read any more."""
    if not file.file:
        return None
    try:
        with archive().open(str(file.file)) as kept:
            return Told(statement.read(kept.read(), _own_account()).transfers)
    except (OSError, Unreadable):
        return None


@transaction.atomic
def _take(file: BankFile, key: str, one: Transfer, is_doubtful: bool, by: UUID | None) -> BankLine | None:
    """The row of a transfer, booked when it is certain; None when somebody made it a moment ago."""
    line, is_new = BankLine.objects.get_or_create(
        key=key,
        defaults={
            "source": file,
            "booked_on": one.booked_on,
            "amount_cents": one.cents,
            "reference": one.reference[:60],
            "account_mark": seal.fingerprint("account", one.other_account) if one.other_account else "",
            "account_end": one.other_account[-4:],
            "text": one.text[:LONGEST],
            "may_be_known": is_doubtful,
        },
    )
    if not is_new:
        return None
    states.begin(line, line.state, by=by)
    if one.cents <= 0 and not matching.names_a_document(one.text):
        return set_aside(line.pk, "it left our account", by=by)
    if is_doubtful:
        return line
    if parts := matching.certain(line, one.text):
        try:
            return allocate(line.pk, parts, by=by)
        except MoreThanOpen:  # paid another way a moment ago: somebody looks
            return line
    return line


def _goes_that_way(invoice: Invoice, line: BankLine) -> bool:
    """Money comes for invoices, and goes for credit notes and for what was paid beyond an invoice."""
    if line.amount_cents > 0:
        return not invoice.is_credit_note
    return invoice.is_credit_note or invoice.open_now() < 0


def _settle(line: BankLine, to: str, by: UUID | None, reason: str = "") -> None:
    states.move(line, to, by=by, reason=reason)
    line.text = ""
