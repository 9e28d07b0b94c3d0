"""An order is placed: what was agreed is copied, and what lies on the shelf is set aside."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Case, IntegerField, Value, When

from accounts.models import Address, Practice, User
from d4d.foundation import clock, numbering, outbox, states
from shop.cart.quote import Quote, QuoteLine
from shop.orders import second_look
from shop.orders.events import OrderPlaced, OrderReleased
from shop.orders.models import Order, OrderLine
from shop.stock import services as stock


class SoldOut(Exception):
    """Less lies on the shelf than the quote promised; nothing has been ordered."""


@dataclass(frozen=True, slots=True)
class PlaceOrder:
    """Everything that makes an order; `key` is one press of the button, however often it is sent."""

    key: UUID
    practice: Practice
    placed_by: User | None
    address: Address
    quote: Quote
    terms: Order.Terms
    needs_review: bool = False
    needs_approval: bool = False
    reference: str = ""
    delivery_note: str = ""
    ships_complete: bool = False
    origin: Order.Origin = Order.Origin.WEB


def place(wanted: PlaceOrder) -> Order:
    """Write an order down and set aside what there is; the same key always gives the same order.

    What the quote says must still come in becomes a back-order. An order on account is released at
    once, unless staff must look at it or the practice must approve it first. Raises SoldOut.
    """
    try:
        return _place(wanted)
    except IntegrityError:
        if order := Order.objects.for_practice(wanted.practice).filter(key=wanted.key).first():
            return order
        raise


@transaction.atomic
def _place(wanted: PlaceOrder) -> Order:
    order = _write(wanted)
    lines = OrderLine.objects.bulk_create(
        line_of(order, position, line) for position, line in enumerate(wanted.quote.lines, start=1)
    )
    promised = [line.at_once for line in wanted.quote.lines]
    set_aside({line.shelf_reference: line for line in lines}, promised)
    if order.state == Order.State.RELEASED and second_look.is_wanted(order):
        order.state = Order.State.AWAITING_REVIEW
        order.save(update_fields=["state"])
    states.begin(order, order.state)
    news: list[outbox.Event] = [OrderPlaced(order_id=order.pk)]
    if order.state == Order.State.RELEASED:
        news.append(OrderReleased(order_id=order.pk))
    outbox.publish_all(news)
    return order


def _write(wanted: PlaceOrder) -> Order:
    now = clock.now()
    quote, person = wanted.quote, wanted.placed_by
    assert quote.carriage_cents is not None, "where we do not deliver nothing is ordered"
    year = clock.local(now).year
    return Order.objects.create(
        number=f"D{year}-{numbering.draw(f'order:{year}'):06}",
        key=wanted.key,
        practice=wanted.practice,
        placed_by=person,
        state=_first_state(wanted),
        terms=wanted.terms,
        origin=wanted.origin,
        vat_treatment=_treatment(quote),
        vat_id=wanted.practice.payer.vat_id,
        reference=wanted.reference,
        delivery_note=wanted.delivery_note,
        ships_complete=wanted.ships_complete,
        delivery_first_name=person.first_name if person else "",
        delivery_last_name=person.last_name if person else "",
        **_delivery(wanted.practice, wanted.address),
        goods_cents=quote.goods_cents,
        carriage_cents=quote.carriage_cents,
        vat_cents=quote.vat_cents,
        total_cents=quote.total_cents,
        placed_at=now,
    )


def _first_state(wanted: PlaceOrder) -> Order.State:
    if wanted.needs_approval:
        return Order.State.AWAITING_APPROVAL
    if wanted.needs_review:
        return Order.State.AWAITING_REVIEW
    on_account = wanted.terms == Order.Terms.ON_ACCOUNT
    return Order.State.RELEASED if on_account else Order.State.AWAITING_PAYMENT


def _treatment(quote: Quote) -> Order.VatTreatment:
    return Order.VatTreatment.INTRA_COMMUNITY if quote.is_intra_community else Order.VatTreatment.DOMESTIC


def _delivery(practice: Practice, address: Address) -> dict[str, str]:
    parts = ("street", "house_number", "addition", "postcode", "city", "country")
    return {
        "delivery_practice": practice.name,
        **{f"delivery_{part}": getattr(address, part) for part in parts},
    }


def line_of(order: Order, position: int, line: QuoteLine) -> OrderLine:
    """A line as it was quoted, not written down yet."""
    product = line.variant.product
    return OrderLine(
        order=order,
        position=position,
        variant=line.variant,
        number=line.variant.number,
        name=f"{product.name} {line.variant.name}".strip(),
        unit_price_e4=line.unit_e4,
        is_service=line.is_service,
        vat_category=line.vat_category,
        vat_permille=line.vat_permille,
        net_cents=line.net_cents,
        quantity=line.quantity,
        expected_on=line.expected_on if line.later else None,
    )


def set_aside(lines: Mapping[str, OrderLine], promised: Sequence[int]) -> None:
    """Let pieces on the shelf lie ready for new lines, at least as many as promised. Raises SoldOut.

    A service lies on no shelf.
    """
    promises = dict(zip(lines, promised, strict=True))
    goods = {name: (line.variant_id, line.quantity) for name, line in lines.items() if not line.is_service}
    got = stock.allocate_all(goods)
    if any(pieces < promises[name] for name, pieces in got.items()):
        raise SoldOut
    allocated = {lines[name].pk: pieces for name, pieces in got.items() if pieces}
    if allocated:
        pieces = Case(
            *(When(pk=pk, then=Value(count)) for pk, count in allocated.items()),
            output_field=IntegerField(),
        )
        OrderLine.objects.filter(pk__in=allocated).update(allocated=pieces)
