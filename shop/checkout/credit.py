"""May this practice buy this on account? The limit counts what is owed and what is still to be billed."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, Sum
from django.db.models.functions import Coalesce
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import Practice
from d4d.foundation import money
from shop.cart.vat import vat_on
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
    """What is on order on account and not yet delivered, including VAT; carriage until the first parcel.

    Of a debtor also what its locations ordered.
    Orders of which nothing was delivered or cancelled are added up by the database, however many they are.
    """
    of_the_chain = Q(practice=practice) | Q(practice__debtor=practice)
    orders = Order.objects.filter(of_the_chain).open().filter(terms=Order.Terms.ON_ACCOUNT)
    touched = Exists(
        OrderLine.objects.filter(Q(shipped__gt=0) | Q(cancelled__gt=0), order=OuterRef("pk")),
    )
    whole = orders.filter(~touched).aggregate(cents=Coalesce(Sum("total_cents"), 0))["cents"]
    return int(whole) + sum(map(_to_come_cents, orders.filter(touched).prefetch_related("lines")))


def _to_come_cents(order: Order) -> int:
    """What of an order is still to be delivered and billed; the carriage is with its first goods."""
    is_carried = order.has_goods_to_come and not order.has_sent_goods
    carriage_cents = order.carriage_cents if is_carried else 0
    rest = [_Rest.of(line) for line in order.lines.all()]
    vat_cents = sum(group.vat_cents for group in vat_on(rest, carriage_cents))
    return sum(one.net_cents for one in rest) + carriage_cents + vat_cents


@dataclass(frozen=True, slots=True)
class _Rest:
    """The pieces of a line that are to come, as VAT falls on them."""

    vat_category: str
    vat_permille: int
    net_cents: int
    is_service: bool

    @classmethod
    def of(cls, line: OrderLine) -> "_Rest":
        net_cents = money.price_cents(line.unit_price_e4, line.to_come)
        return cls(line.vat_category, line.vat_permille, net_cents, line.is_service)
