"""What one practice has open, by how long it is late already."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise

from shop.invoicing.books.ageing import COLUMNS
from shop.invoicing.models import Invoice


@dataclass(frozen=True, slots=True)
class Ageing:
    """The open items of a practice and their sums, in cents; credit notes count below zero."""

    items: Sequence[Invoice]
    columns: Sequence[tuple[str | Promise, int]]

    @property
    def total_cents(self) -> int:
        """All that is open."""
        return sum(cents for _name, cents in self.columns)

    @property
    def to_pay(self) -> list[Invoice]:
        """The invoices among them."""
        return [one for one in self.items if not one.is_credit_note]


def ageing_of(items: Sequence[Invoice], today: date) -> Ageing:
    """Open items from `with_open`, summed by age."""
    sums = [0] * len(COLUMNS)
    for one in items:
        cents: int = one.open_cents  # type: ignore[attr-defined]
        sums[_column(one, today)] += -cents if one.is_credit_note else cents
    names = [name for _limit, name in COLUMNS]
    return Ageing(items, list(zip(names, sums, strict=True)))


def _column(one: Invoice, today: date) -> int:
    late = (today - one.due_on).days
    return next(place for place, (limit, _name) in enumerate(COLUMNS) if limit is None or late <= limit)
