"""What the law lets us ask of a practice on top of what it owes, counted to a day."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from d4d.foundation.written import euro
from shop.debtors.costs import collection_costs_cents
from shop.debtors.interest import NoRate, interest_cents, rates_between
from shop.debtors.models import Debtor
from shop.invoicing.models import Invoice


@dataclass(frozen=True, slots=True)
class Claimed:
    """Interest and collection costs in cents; no interest where a day has no rate: `lacks` names it."""

    interest_cents: int
    costs_cents: int
    lacks: date | None = None

    def in_words(self) -> str:
        """For the desk."""
        costs = _("costs %(amount)s") % {"amount": euro(self.costs_cents)}
        if self.lacks:
            missing = _("no interest: no rate is known for %(day)s") % {"day": f"{self.lacks:%d-%m-%Y}"}
            return f"{missing}; {costs}"
        interest = _("interest %(amount)s") % {"amount": euro(self.interest_cents)}
        return f"{interest}; {costs}"


def claim_of(debtor: Debtor, on: date) -> Claimed:
    """Interest on each overdue invoice and the costs of collecting them together."""
    late = list(Invoice.objects.filter(practice_id=debtor.pk).overdue(on))
    return claim_on([(one.open_cents, one.due_on) for one in late], on)


def claim_on(owed: list[tuple[int, date]], on: date) -> Claimed:
    """The same for amounts in cents, each with the day on which it was due."""
    costs = collection_costs_cents(sum(cents for cents, _due_on in owed), on)
    rates = rates_between(min((due_on for _cents, due_on in owed), default=on), on)
    try:
        return Claimed(sum(interest_cents(cents, due_on, on, rates) for cents, due_on in owed), costs)
    except NoRate as gap:
        return Claimed(0, costs, gap.day)
