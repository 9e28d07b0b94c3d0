"""May this practice buy this on account? The limit counts what is owed and what is still to be billed."""

from collections.abc import Callable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import Practice
from d4d.foundation import money
from shop.invoicing.services import open_cents
from shop.orders.models import Order

NOT_APPROVED = _("Buying on account is possible once we have approved your practice.")
NOT_AGREED = _("Buying on account has not been agreed with your practice. Call us if you would like it.")
OVER_LIMIT = _("This order would go over your credit limit. Pay now, or pay open invoices first.")


def refusal(practice: Practice, amount_cents: Callable[[], int]) -> str | Promise | None:
    """Why a practice cannot buy on account for this amount including VAT; None when it can.

    The amount is asked for only when it matters.
    """
    if not practice.is_approved:
        return NOT_APPROVED
    if not practice.may_buy_on_account:
        return NOT_AGREED
    owed = open_cents(practice) + ordered_cents(practice)
    return OVER_LIMIT if owed + amount_cents() > practice.credit_limit_cents else None


def ordered_cents(practice: Practice) -> int:
    """What is on order on account and not yet shipped, including VAT; carriage until the first parcel."""
    orders = list(
        Order.objects.for_practice(practice)
        .open()
        .filter(terms=Order.Terms.ON_ACCOUNT)
        .prefetch_related("lines")
    )
    return sum(_to_come_cents(order) for order in orders)


def _to_come_cents(order: Order) -> int:
    if order.state != Order.State.PARTLY_SHIPPED and not any(line.cancelled for line in order.lines.all()):
        return order.total_cents
    nets = [
        (money.price_cents(line.unit_price_e4, line.to_come), line.vat_permille) for line in order.lines.all()
    ]
    return sum(net + money.vat_cents(net, permille) for net, permille in nets)
