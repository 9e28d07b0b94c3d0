"""Staff change an open order at the wish of the customer, until it is packed; the customer hears of it.

Pieces are called off with `cancel_lines`. What is added costs today's price and travels along: the carriage
stays as it was agreed, and so do the prices of what was ordered before, unless somebody agrees on another.
"""

from collections.abc import Iterable
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import Address, Practice
from d4d.foundation import money, outbox, states
from d4d.foundation.written import price
from shop.cart.quote import Quote, QuoteLine
from shop.cart.vat import vat_on
from shop.catalogue.models import VatCategory
from shop.orders import limits
from shop.orders.events import OrderChanged
from shop.orders.in_hand import is_in_hand
from shop.orders.models import Order, OrderLine
from shop.orders.services.locking import lock
from shop.orders.services.placing import line_of, set_aside
from shop.stock import services as stock

OPEN = (Order.State.RELEASED, Order.State.AWAITING_REVIEW)
_ADDRESS = ("street", "house_number", "addition", "postcode", "city")


class CannotBeChanged(Exception):
    """The order is packed, closed or being paid, or what is asked is not possible; may say why."""


@transaction.atomic
def send_elsewhere(order_id: int, address: Address, *, reason: str, by: UUID | None) -> Order:
    """An order goes to another address of its practice in the same country. Raises CannotBeChanged."""
    order = lock(order_id)
    is_ours = address.practice_id == order.practice_id and address.country == order.delivery_country
    if not is_ours or order.closed_at or is_in_hand(order_id):
        raise CannotBeChanged
    for part in _ADDRESS:
        setattr(order, f"delivery_{part}", getattr(address, part))
    order.save(update_fields=[f"delivery_{part}" for part in _ADDRESS])
    return _written_down(order, reason, by)


def takes_changes(order: Order) -> bool:
    """Whether what is in an order, and what it costs, may still be changed: on account, and not packed."""
    return order.is_on_account and order.state in OPEN and not is_in_hand(order.pk)


@transaction.atomic
def add_pieces(order_id: int, counted: Quote, *, reason: str, by: UUID | None) -> Order:
    """More is ordered on account, at the prices of today. Raises CannotBeChanged or SoldOut."""
    Practice.objects.hold(Order.objects.values_list("practice_id", flat=True).get(pk=order_id))
    there = OrderLine.objects.filter(order=order_id)
    stock.lock({*there.values_list("variant_id", flat=True), *(one.variant.pk for one in counted.lines)})
    order = lock(order_id)
    if not takes_changes(order):
        raise CannotBeChanged
    if not counted.lines or counted.problems:
        raise CannotBeChanged(" ".join(line.problem.words for line in counted.problems if line.problem))
    if not _falls_alike(order, counted):
        raise CannotBeChanged(_("VAT falls otherwise on this practice now: make a new order."))
    more_vat_cents = _vat_cents(order, counted.lines) - order.vat_cents
    if said := limits.against(order, counted.goods_cents + more_vat_cents):
        raise CannotBeChanged(said)
    last = there.aggregate(last=Max("position"))["last"] or 0
    lines = OrderLine.objects.bulk_create(
        line_of(order, position, line) for position, line in enumerate(counted.lines, start=last + 1)
    )
    set_aside({line.shelf_reference: line for line in lines}, [line.at_once for line in counted.lines])
    order.goods_cents += counted.goods_cents
    order.vat_cents += more_vat_cents
    order.total_cents += counted.goods_cents + more_vat_cents
    order.save(update_fields=["goods_cents", "vat_cents", "total_cents"])
    return _written_down(order, reason, by)


def _falls_alike(order: Order, counted: Quote) -> bool:
    """Whether VAT falls as when it was ordered: alike on goods, and shifted under the same number only."""
    is_shifted = any(line.vat_category == VatCategory.REVERSE_CHARGE for line in counted.lines)
    if is_shifted and order.practice.payer.vat_id != order.vat_id:
        return False
    return counted.is_intra_community == (order.vat_treatment == Order.VatTreatment.INTRA_COMMUNITY)


@transaction.atomic
def agree_price(order_id: int, line_id: int, unit_e4: int, *, reason: str, by: UUID | None) -> Order:
    """Pieces of a line on account cost something else than was agreed. Raises CannotBeChanged.

    The step of the history says which line, what a piece cost and costs now, and why.
    """
    Practice.objects.hold(Order.objects.values_list("practice_id", flat=True).get(pk=order_id))
    order = lock(order_id)
    if not takes_changes(order):
        raise CannotBeChanged
    line = order.lines.filter(pk=line_id).first()
    if line is None or not line.to_come:
        raise CannotBeChanged
    said_why = f"{_from_to(line, unit_e4)} ({reason})"
    more_net_cents = money.price_cents(unit_e4, line.quantity) - line.net_cents
    line.unit_price_e4, line.net_cents = unit_e4, line.net_cents + more_net_cents
    line.save(update_fields=["unit_price_e4", "net_cents"])
    vat_cents = _vat_cents(order)
    more_cents = more_net_cents + vat_cents - order.vat_cents
    if more_cents > 0 and (said := limits.against(order, more_cents)):
        raise CannotBeChanged(said)
    order.goods_cents, order.vat_cents = order.goods_cents + more_net_cents, vat_cents
    order.total_cents += more_cents
    order.save(update_fields=["goods_cents", "vat_cents", "total_cents"])
    return _written_down(order, said_why, by)


def _from_to(line: OrderLine, unit_e4: int) -> str:
    """Number and prices without words, as the house writes them whoever presses the button."""
    with translation.override(settings.LANGUAGE_CODE):
        return f"{line.number}: {price(line.unit_price_e4)} → {price(unit_e4)}"


def _vat_cents(order: Order, added: Iterable[QuoteLine] = ()) -> int:
    """VAT on the whole order with what is added to it, counted as on its invoice."""
    return sum(group.vat_cents for group in vat_on([*order.lines.all(), *added], order.carriage_cents))


def _written_down(order: Order, reason: str, by: UUID | None) -> Order:
    """A step of the history that leads nowhere else, and the news of it."""
    states.begin(order, order.state, came_from=order.state, by=by, reason=reason)
    step = states.history(order).order_by("-pk").values_list("pk", flat=True)[0]
    outbox.publish(OrderChanged(order_id=order.pk, step_id=step))
    return order
