"""What the overview of a practice says of its invoices."""

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.menu import Tile
from accounts.models import Membership
from d4d.foundation import clock
from shop.invoicing.models import Invoice


def open_invoices(member: Membership) -> Tile | None:
    """How many invoices are overdue, or else open; nothing when all is paid."""
    if not member.may_see_invoices:
        return None
    own = Invoice.objects.for_practice(member.practice)
    if late := own.overdue(clock.today()).count():
        return Tile(
            str(late), _("overdue invoices"), f"{reverse('invoicing:list')}?toon=te-laat", tone="danger"
        )
    if still_open := own.unsettled().filter(kind=Invoice.Kind.INVOICE).count():
        return Tile(str(still_open), _("open invoices"), f"{reverse('invoicing:list')}?toon=open")
    return None
