"""What is still to be paid ties a practice to us."""

from uuid import UUID

from django.db.models import Sum
from django.urls import reverse
from django.utils.translation import gettext as _

from d4d.foundation.written import euro
from privacy.ties import Tie
from shop.invoicing.models import BalanceEntry, Billable, Invoice


def ties_of(subject: UUID) -> list[Tie]:
    """Each open invoice of a practice, and what must still be invoiced."""
    link = reverse("invoicing:list")
    owed = Invoice.objects.filter(practice__subject__uuid=subject).unsettled().order_by("pk")
    text = _("Of %(number)s %(amount)s is still open.")
    found = [
        Tie(text % {"number": one.number, "amount": euro(one.open_cents)}, blocks=True, link=link)
        for one in owed
    ]
    text = _("Customer %(number)s has %(amount)s to its credit.")
    found += [
        Tie(text % {"number": number, "amount": euro(cents)}, blocks=True, link=link)
        for number, cents in _credit_of(subject)
    ]
    if Billable.objects.filter(practice__subject__uuid=subject, invoice=None).exists():
        found.append(Tie(_("Something was delivered that is not invoiced yet."), blocks=True, link=link))
    return found


def _credit_of(subject: UUID) -> list[tuple[str, int]]:
    entries = BalanceEntry.objects.filter(practice__subject__uuid=subject).values("practice__number")
    summed = entries.annotate(sum=Sum("amount_cents")).exclude(sum=0).order_by("practice__number")
    return list(summed.values_list("practice__number", "sum"))
