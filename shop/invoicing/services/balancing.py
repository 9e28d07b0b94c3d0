"""The credit balance of a practice: what it paid beyond is kept, set off, or given back."""

from datetime import date
from uuid import UUID

from django.db import transaction

from accounts.models import Practice
from d4d.foundation import clock, states
from privacy import ties
from shop.invoicing.models import BalanceEntry, BankLine, Invoice, Settlement
from shop.invoicing.services.settling import CannotBeTakenBack, reopen, settle

Kind = BalanceEntry.Kind


class NothingToKeep(Exception):
    """There is nothing of this that could be kept for the practice, or it is another practice's."""


class IsGivenBack(Exception):
    """A refund of this credit note is on its way, or was made: it cannot be kept as well."""


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
    """What is left of a transfer that came in is kept for a practice. Raises NothingToKeep or IsLeaving."""
    ties.tie(practice.subject_id)
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
def take_back_kept(entry_id: int, *, reason: str, by: UUID | None) -> BalanceEntry:
    """Undo what was kept of a transfer by a row against it; the transfer is to be looked at again.

    Raises CannotBeTakenBack, or NotThatMuchCredit when it was used already.
    """
    wrong = BalanceEntry.objects.select_related("line").get(pk=entry_id)
    _lock(wrong.practice_id)
    balance = balance_cents(wrong.practice_id)
    if not wrong.may_be_taken_back or wrong.line is None:
        raise CannotBeTakenBack(f"balance entry {entry_id}")
    if wrong.amount_cents > balance:
        raise NotThatMuchCredit(balance)
    line = BankLine.objects.select_for_update(of=("self",)).get(pk=wrong.line.pk)
    occasion = wrong.occasion_of_taking_back
    against = _enter(wrong.practice_id, wrong.kind, -wrong.amount_cents, occasion, by, line, on=clock.today())
    reopen(line, by, reason)
    return against


@transaction.atomic
def keep_note(note_id: int, *, by: UUID | None = None) -> int:
    """What a credit note would give back is kept for the practice instead; says how much that is.

    Raises IsGivenBack or IsLeaving.
    """
    note = _hold(note_id, Invoice.Kind.CREDIT_NOTE)
    if is_given_back(note):
        raise IsGivenBack(note.number)
    amount = note.open_now()
    if amount <= 0:
        return 0
    turn = note.settlements.filter(occasion__startswith=f"kept:{note.pk}:").count() + 1
    occasion = f"kept:{note.pk}:{turn}"
    settle(note.pk, amount, occasion, Settlement.Kind.CREDIT)
    _enter(note.customer.pk, Kind.CREDITED, amount, occasion, by)
    return amount


def is_given_back(note: Invoice) -> bool:
    """Whether money for a credit note has left us, or is about to."""
    return any(not refund.has_failed for refund in note.refunds.all())


@transaction.atomic
def use_credit(invoice_id: int, *, in_all: int | None = None, by: UUID | None = None) -> int:
    """The credit of a practice pays an invoice of it, as far as it goes; says how much that is.

    Earlier times included it pays no more than `in_all`. Raises IsLeaving.
    """
    invoice = _hold(invoice_id, Invoice.Kind.INVOICE)
    practice_id = invoice.customer.pk
    earlier = list(invoice.settlements.filter(occasion__startswith=f"credit:{invoice.pk}:"))
    amount = min(invoice.open_now(), balance_cents(practice_id))
    if in_all is not None:
        amount = min(amount, in_all - sum(one.amount_cents for one in earlier))
    if amount <= 0:
        return 0
    occasion = f"credit:{invoice.pk}:{len(earlier) + 1}"
    settle(invoice.pk, amount, occasion, Settlement.Kind.CREDIT)
    _enter(practice_id, Kind.SET_OFF, -amount, occasion, by)
    return amount


def _hold(document_id: int, kind: str) -> Invoice:
    """A document of a practice that stays, and its balance: the practice is held before the document."""
    found = Invoice.objects.select_related("practice").get(pk=document_id, kind=kind)
    ties.tie(found.customer.subject_id)
    _lock(found.customer.pk)
    return Invoice.objects.select_for_update(of=("self",)).select_related("practice").get(pk=document_id)


def _line_of(line_id: int, practice: Practice) -> BankLine:
    _lock(practice.pk)
    line = BankLine.objects.select_for_update(of=("self",)).get(pk=line_id)
    if line.state != BankLine.State.OPEN or line.practice_id not in {None, practice.pk}:
        raise NothingToKeep(f"transfer {line_id}")
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
    *,
    on: date | None = None,
) -> BalanceEntry:
    entry = BalanceEntry.objects.create(
        practice_id=practice_id,
        kind=kind,
        amount_cents=amount_cents,
        occasion=occasion,
        booked_on=on or (line.booked_on if line else clock.today()),
        line=line,
    )
    states.begin(entry, "booked", by=by)
    if not balance_cents(practice_id):
        BalanceEntry.objects.filter(practice=practice_id, closed_on=None).update(closed_on=clock.today())
    return entry


def _lock(practice_id: int) -> None:
    """Let nobody else move this practice's balance until the transaction ends."""
    Practice.objects.select_for_update(of=("self",), no_key=True).get(pk=practice_id)
