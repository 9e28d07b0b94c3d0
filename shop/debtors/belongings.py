"""What was said and decided about a debt goes along with it; not while an agency collects it."""

from collections.abc import Iterator

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.belongings import held_first, in_the_way, moves
from accounts.models import Practice
from shop.debtors.models import CollectionCase, CreditProposal


def at_the_agency(former: Practice, heir: Practice) -> Iterator[Promise]:
    """The agency knows a debtor by its number; credit that waits for a decision is decided first."""
    both = (former, heir)
    cases = CollectionCase.objects.filter(practice__in=both, state=CollectionCase.State.HANDED_OVER)
    if cases.exists():
        yield _("The collection agency has invoices of one of them: call them back first.")
    if all(CreditProposal.objects.to_decide().filter(practice=one).exists() for one in both):
        yield _("For both a credit limit waits for a decision: decide about one of them first.")


def proposals_of(former: int, _heir: int) -> None:
    """Whoever decides about credit locks the proposal before the practice."""
    held = CreditProposal.objects.select_for_update(of=("self",), no_key=True).filter(practice=former)
    list(held.order_by("pk").values_list("pk"))


moves("debtors.Reminder.practice")
moves("debtors.Pause.practice")
moves("debtors.CollectionCase.practice")
moves("debtors.CreditProposal.practice")
moves("debtors.StatementWish.practice")
held_first(proposals_of)
in_the_way(at_the_agency)
