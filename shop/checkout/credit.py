"""May this practice buy this on account? The limit counts what is owed and what is still to be billed."""

from collections.abc import Callable

from django.db.models import Exists, OuterRef, Q, Sum
from django.db.models.functions import Coalesce
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import Practice
from d4d.foundation import money
from shop.invoicing.services import open_cents
from shop.orders.models import Order, OrderLine

NOT_APPROVED = _("Buying on account is possible once we have approved your practice.")
NOT_AGREED = _("Buying on account has not been agreed with your practice. Call us if you would like it.")
OVER_LIMIT = _("This order would go over your credit limit. Pay now, or pay open invoices first.")


def refusal(practice: Practice, amount_cents: Callable[[], int]) -> str | Promise | None:
    """Why a practice cannot buy on account for this amount including VAT; None when it can.

    The amount is asked for only when it matters.
    """
    practice, location = practice.payer, practice
    if not (practice.is_approved and location.is_approved):
        return NOT_APPROVED
    if not practice.may_buy_on_account:
        return NOT_AGREED
    owed = open_cents(practice) + ordered_cents(practice)
    return OVER_LIMIT if owed + amount_cents() > practice.credit_limit_cents else None


def against(order: Order, more_cents: int) -> str:
    """Why so much more cannot be added to an order on account; empty when it can."""
    return str(refusal(order.practice, lambda: more_cents) or "")


def ordered_cents(practice: Practice) -> int:
    """What is on order on account and not yet shipped, including VAT; carriage until the first parcel.

    Of a debtor also what its locations ordered.
    Orders of which nothing was shipped or cancelled are added up by the database, however many they are.
    """
    of_the_chain = Q(practice=practice) | Q(practice__debtor=practice)
    orders = Order.objects.filter(of_the_chain).open().filter(terms=Order.Terms.ON_ACCOUNT)
    cancelled = OrderLine.objects.filter(order=OuterRef("pk"), cancelled__gt=0)
    is_partial = Q(state=Order.State.PARTLY_SHIPPED) | Exists(cancelled)
    whole = orders.exclude(is_partial).aggregate(cents=Coalesce(Sum("total_cents"), 0))["cents"]
    lines = OrderLine.objects.filter(order__in=orders.filter(is_partial))
    return int(whole) + sum(_to_come_cents(line) for line in lines)


def _to_come_cents(line: OrderLine) -> int:
    net = money.price_cents(line.unit_price_e4, line.to_come)
    return net + money.vat_cents(net, line.vat_permille)
