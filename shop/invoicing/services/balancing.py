"""The credit balance of a practice: what it paid beyond is kept, set off, or given back."""

from uuid import UUID

from django.db import transaction

from accounts.models import Practice
from d4d.foundation import clock, states
from shop.invoicing.models import BalanceEntry, BankLine, Invoice, Settlement
from shop.invoicing.services.settling import settle

Kind = BalanceEntry.Kind


class NothingToKeep(Exception):
    """There is nothing of this that could be kept for the practice, or it is another practice's."""


class NotThatMuchCredit(Exception):
    """More would be given back than the practice has to its credit: `balance_cents`."""

    def __init__(self, balance_cents: int) -> None:
        super().__init__("more than the credit balance")
        self.balance_cents = balance_cents


def balance_cents(practice_id: int) -> int:
    """What a practice has to its credit with us."""
    return BalanceEntry.objects.filter(practice=practice_id).sum_cents()


@transaction.atomic
def keep_rest(line_id: int, practice: Practice, *, by: UUID | None = None) -> BalanceEntry:
    """What is left of a transfer that came in is kept for a practice. Raises NothingToKeep."""
    line = _line_of(line_id, practice)
    left = line.left_cents()
    if line.amount_cents <= 0 or not left:
        raise NothingToKeep(f"transfer {line_id}")
    return _from_transfer(line, practice, Kind.PAID_BEYOND, left, by)


@transaction.atomic
def give_back_credit(line_id: int, practice: Practice, *, by: UUID | None = None) -> BalanceEntry:
    """What left our account gives a practice its credit back. Raises NothingToKeep or NotThatMuchCredit."""
    line = _line_of(line_id, practice)
    left, balance = line.left_cents(), balance_cents(practice.pk)
    if line.amount_cents >= 0 or not left:
        raise NothingToKeep(f"transfer {line_id}")
    if left > balance:
        raise NotThatMuchCredit(balance)
    return _from_transfer(line, practice, Kind.GIVEN_BACK, -left, by)


@transaction.atomic
def keep_note(note_id: int, *, by: UUID | None = None) -> int:
    """What a credit note would give back is kept for the practice instead; says how much that is."""
    note = Invoice.objects.select_for_update(of=("self",)).get(pk=note_id, kind=Invoice.Kind.CREDIT_NOTE)
    amount = note.open_now()
    if amount <= 0:
        return 0
    _lock(note.customer.pk)
    turn = note.settlements.filter(occasion__startswith=f"kept:{note.pk}:").count() + 1
    occasion = f"kept:{note.pk}:{turn}"
    settle(note.pk, amount, occasion, Settlement.Kind.CREDIT)
    _enter(note.customer.pk, Kind.CREDITED, amount, occasion, by)
    return amount


@transaction.atomic
def use_credit(invoice_id: int, *, by: UUID | None = None) -> int:
    """The credit of a practice pays an invoice of it, as far as it goes; says how much that is."""
    invoice = Invoice.objects.select_for_update(of=("self",)).get(pk=invoice_id, kind=Invoice.Kind.INVOICE)
    practice_id = invoice.customer.pk
    _lock(practice_id)
    amount = min(invoice.open_now(), balance_cents(practice_id))
    if amount <= 0:
        return 0
    turn = invoice.settlements.filter(occasion__startswith=f"credit:{invoice.pk}:").count() + 1
    occasion = f"credit:{invoice.pk}:{turn}"
    settle(invoice.pk, amount, occasion, Settlement.Kind.CREDIT)
    _enter(practice_id, Kind.SET_OFF, -amount, occasion, by)
    return amount


def _line_of(line_id: int, practice: Practice) -> BankLine:
    line = BankLine.objects.select_for_update(of=("self",)).get(pk=line_id)
    if line.state != BankLine.State.OPEN or line.practice_id not in {None, practice.pk}:
        raise NothingToKeep(f"transfer {line_id}")
    _lock(practice.pk)
    return line


def _from_transfer(
    line: BankLine, practice: Practice, kind: str, amount_cents: int, by: UUID | None
) -> BalanceEntry:
    turn = line.balance_entries.count() + 1
    entry = _enter(practice.pk, kind, amount_cents, f"transfer:{line.pk}:{turn}", by, line)
    line.practice, line.text = practice, ""
    line.save(update_fields=["practice", "text"])
    states.move(line, BankLine.State.BOOKED, by=by)
    return entry


def _enter(
    practice_id: int,
    kind: str,
    amount_cents: int,
    occasion: str,
    by: UUID | None,
    line: BankLine | None = None,
) -> BalanceEntry:
    entry = BalanceEntry.objects.create(
        practice_id=practice_id,
        kind=kind,
        amount_cents=amount_cents,
        occasion=occasion,
        booked_on=line.booked_on if line else clock.today(),
        line=line,
    )
    states.begin(entry, "booked", by=by)
    if not balance_cents(practice_id):
        BalanceEntry.objects.filter(practice=practice_id, closed_on=None).update(closed_on=clock.today())
    return entry


def _lock(practice_id: int) -> None:
    """Let nobody else move this practice's balance until the transaction ends."""
    Practice.objects.select_for_update(of=("self",)).get(pk=practice_id)
