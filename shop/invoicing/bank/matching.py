"""Which invoices a transfer pays: by their numbers, else by the account it came from and the amount.

What left our account pays the credit notes that it names, and nothing by guessing.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from shop.invoicing.models import CARRIED, BankLine, Invoice, number_here

_NOT_CARRIED = rf"(?<!{CARRIED}[ .-])"
_DIGITS = r"[ .-]?(20\d\d)[ .-]?(\d{6})(?!\d)"
_DOCUMENT = re.compile(rf"(?<![A-Z0-9])[FCD]{_DIGITS}")
_INVOICE = re.compile(rf"(?<![A-Z0-9]){_NOT_CARRIED}F{_DIGITS}")
_CREDIT_NOTE = re.compile(rf"(?<![A-Z0-9]){_NOT_CARRIED}C{_DIGITS}")
_ORDER = re.compile(rf"(?<![A-Z0-9]){_NOT_CARRIED}D{_DIGITS}")
_BETWEEN_WORDS = re.compile(r"[\s,;:()]+")
SHORTEST_NUMBER = 4


@dataclass(frozen=True, slots=True)
class Part:
    """So many cents of a transfer are for this invoice."""

    invoice: Invoice
    cents: int


def certain(line: BankLine, text: str) -> list[Part]:
    """The invoices, or credit notes, that a transfer surely pays; none when somebody must look.

    Named invoices of one practice are paid in the order of their days, as far as the money goes. Without a
    number, a known account pays the one invoice of exactly this amount, or everything that is open. The
    number of an earlier shop may stand in a text by chance: then the amount must fit too. A number that was
    ours and theirs says nothing.
    """
    if line.amount_cents <= 0:
        notes = credit_notes_in(text)
        return _shared_out(notes, -line.amount_cents) if _of_one_practice(notes) else []
    named, carried = named_in(text), _carried_in(text)
    if _bears_one_of_theirs(text, carried):
        return []
    for meant in (_each_once([*carried, *named]), named):
        is_meant = not any(one.is_carried for one in meant) or line.amount_cents == _open_of(meant)
        if is_meant and _of_one_practice(meant):
            return _shared_out(meant, line.amount_cents)
    if named or names_a_document(text):  # paid already, or not ours: no other invoice is meant
        return []
    owed = _owed_by_account(line)
    if exact := [invoice for invoice in owed if invoice.open_cents == line.amount_cents]:
        return _shared_out(exact, line.amount_cents) if len(exact) == 1 else []
    return _shared_out(owed, line.amount_cents) if owed and _open_of(owed) == line.amount_cents else []


def likely(line: BankLine) -> list[Invoice]:
    """What somebody may mean: named, of the known account, or open for exactly this amount."""
    cents, named = line.amount_cents, named_in(line.text)
    exact = Q(open_cents=cents, kind=Invoice.Kind.INVOICE)
    if cents > 0:
        named += [*_carried_in(line.text), *_owed_by_account(line)]
    else:
        # What left us is open above zero on a credit note, and below on an invoice that was paid beyond.
        beyond = [invoice for invoice in named if invoice.open_cents < 0]
        named = [*credit_notes_in(line.text), *beyond]
        exact |= Q(open_cents=-cents, kind=Invoice.Kind.CREDIT_NOTE)
    of_this_amount = Invoice.objects.unsettled().filter(exact)
    return _each_once([*named, *_ordered(of_this_amount)[:10]])


def names_a_document(text: str) -> bool:
    """Whether the number of an invoice, a credit note or an order stands in a text, paid or not."""
    return bool(_DOCUMENT.search(text.upper()))


def credit_notes_in(text: str) -> list[Invoice]:
    """Credit notes of which something is to be given back whose number stands in a text; oldest first."""
    numbers = {f"C{year}-{number}" for year, number in _CREDIT_NOTE.findall(text.upper())}
    notes = Invoice.objects.unsettled().filter(kind=Invoice.Kind.CREDIT_NOTE, number__in=numbers)
    return _ordered(notes) if numbers else []


def named_in(text: str) -> list[Invoice]:
    """Open invoices whose number, or the number of an order on them, stands in a text; the oldest first.

    Without any of ours, those of the earlier shop.
    """
    numbers = _numbers_in(text)
    orders = {f"D{year}-{number}" for year, number in _ORDER.findall(text.upper())}
    if not numbers and not orders:
        return _carried_in(text)
    invoices = Invoice.objects.unsettled().filter(kind=Invoice.Kind.INVOICE)
    by_order = Invoice.objects.filter(lines__order__number__in=orders).values("pk")
    return _ordered(invoices.filter(number__in=numbers) | invoices.filter(pk__in=by_order))


def _numbers_in(text: str) -> set[str]:
    return {f"F{year}-{number}" for year, number in _INVOICE.findall(text.upper())}


def _bears_one_of_theirs(text: str, carried: Sequence[Invoice]) -> bool:
    """Whether a number in a text, written like ours, is that of an open paper of the earlier shop too."""
    return any(number in one.number for number in _numbers_in(text) for one in carried)


def _carried_in(text: str) -> list[Invoice]:
    words = {number_here(word) for word in [*_BETWEEN_WORDS.split(text), *_numbers_in(text)]}
    numbers = [word for word in words if len(word) >= SHORTEST_NUMBER]
    carried = Invoice.objects.unsettled().carried().filter(number__in=numbers)
    return _ordered(carried) if numbers else []


def _each_once(invoices: Sequence[Invoice]) -> list[Invoice]:
    return list({invoice.pk: invoice for invoice in invoices}.values())


def _open_of(invoices: Sequence[Invoice]) -> int:
    return sum(invoice.open_cents for invoice in invoices)


def _owed_by_account(line: BankLine) -> list[Invoice]:
    if not line.account_mark:
        return []
    known = BankLine.objects.filter(account_mark=line.account_mark, state=BankLine.State.BOOKED)
    practices = set(known.exclude(practice=None).values_list("practice", flat=True))
    if len(practices) != 1:
        return []
    invoices = Invoice.objects.unsettled().filter(kind=Invoice.Kind.INVOICE, practice__in=practices)
    return _ordered(invoices)


def _ordered(invoices: object) -> list[Invoice]:
    rows: Sequence[Invoice] = invoices.select_related("practice").order_by("issued_on", "pk").distinct()  # type: ignore[attr-defined]
    return list(rows)


def _of_one_practice(invoices: Sequence[Invoice]) -> bool:
    return len({invoice.practice_id for invoice in invoices}) == 1


def _shared_out(invoices: Sequence[Invoice], cents: int) -> list[Part]:
    parts = []
    for invoice in invoices:
        share = min(cents, invoice.open_cents)
        if share > 0:
            parts.append(Part(invoice, share))
            cents -= share
    return parts
