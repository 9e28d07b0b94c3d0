"""What one practice has open, by how long it is late already, and what of it is to be transferred."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise

from shop.debtors.models import Debtor
from shop.invoicing import services as invoicing
from shop.invoicing.books.ageing import COLUMNS, column
from shop.invoicing.models import Invoice
from shop.payments import services as payments


@dataclass(frozen=True, slots=True)
class Ageing:
    """The open items of a practice and their sums, in cents; what it has to its credit counts below zero.

    `collected` are those of `items` that we collect from its account ourselves.
    """

    items: Sequence[Invoice]
    columns: Sequence[tuple[str | Promise, int]]
    credit_cents: int
    collected: Sequence[Invoice]

    @property
    def total_cents(self) -> int:
        """All that is open."""
        return sum(cents for _name, cents in self.columns)

    @property
    def to_pay(self) -> list[Invoice]:
        """The invoices that the practice pays itself."""
        return [one for one in self.items if _is_owed(one) and one not in self.collected]

    @property
    def to_pay_cents(self) -> int:
        """What these come to."""
        return sum(one.open_cents for one in self.to_pay)


def ageing_of(debtor: Debtor, today: date) -> Ageing:
    """All that is open of a practice, summed by age; its credit is due as much as what is due today."""
    items, sums = list(debtor.open_items()), [0] * len(COLUMNS)
    for one in items:
        sums[column(one.due_on, today)] += -one.open_cents if one.is_credit_note else one.open_cents
    credit_cents = invoicing.balance_cents(debtor.pk)
    sums[0] -= credit_cents
    ours = payments.collected_of(items)
    names = [name for _limit, name in COLUMNS]
    columns = list(zip(names, sums, strict=True))
    return Ageing(items, columns, credit_cents, [one for one in items if one.pk in ours])


def _is_owed(one: Invoice) -> bool:
    return not one.is_credit_note and one.open_cents > 0
