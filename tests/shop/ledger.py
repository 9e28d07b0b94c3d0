"""Plain builders for the books: orders as agreed, row by row, without the shop in front of them."""

from collections import Counter
from collections.abc import Sequence
from itertools import count
from typing import Any, NamedTuple
from uuid import uuid4

from django.db.models import F

from accounts.models import Practice
from d4d.foundation import clock, money
from shop.orders.models import Cancellation, CancelledLine, Order
from tests.shop.builders import an_article

_numbers = count(1)


class Piece(NamedTuple):
    """So many of an article, at a price in ten-thousandths of a euro and a rate in permille."""

    quantity: int = 1
    price_e4: int = 100_000
    permille: int = 210
    is_service: bool = False


def an_agreed_order(practice: Practice, pieces: Sequence[Piece] = (Piece(),), **facts: Any) -> Order:
    """An order that waits for its payment, or stands on account; amounts as the shop counts them."""
    carriage, article = facts.pop("carriage_cents", 0), facts.pop("article", None)
    nets = [money.price_cents(piece.price_e4, piece.quantity) for piece in pieces]
    vat = _vat(pieces, nets, carriage)
    on_account = facts.get("terms") == Order.Terms.ON_ACCOUNT
    address = practice.addresses.get(is_delivery_default=True)
    usual = {
        "number": f"D2026-{next(_numbers):06d}",
        "key": uuid4(),
        "state": Order.State.RELEASED if on_account else Order.State.AWAITING_PAYMENT,
        "terms": Order.Terms.PREPAID,
        "vat_id": practice.vat_id,
        "delivery_practice": practice.name,
        "delivery_street": address.street,
        "delivery_house_number": address.house_number,
        "delivery_postcode": address.postcode,
        "delivery_city": address.city,
        "delivery_country": address.country,
        "goods_cents": sum(nets),
        "carriage_cents": carriage,
        "vat_cents": vat,
        "total_cents": sum(nets) + carriage + vat,
        "placed_at": clock.now(),
    }
    order = Order.objects.create(practice=practice, **(usual | facts))
    for position, (piece, net) in enumerate(zip(pieces, nets, strict=True), start=1):
        variant = article or an_article()
        order.lines.create(
            position=position,
            variant=variant,
            number=variant.number,
            name=f"Artikel {position}",
            unit_price_e4=piece.price_e4,
            is_service=piece.is_service,
            vat_category=_letter(order, piece),
            vat_permille=piece.permille,
            net_cents=net,
            quantity=piece.quantity,
        )
    return order


def _letter(order: Order, piece: Piece) -> str:
    if order.vat_treatment == Order.VatTreatment.INTRA_COMMUNITY:
        return "AE" if piece.is_service else "K"
    return "S" if piece.permille else "Z"


def called_off(order: Order, pieces: dict[int, int], *, whole: bool = False) -> Cancellation:
    """Pieces of an order, by position, are no longer wanted."""
    cancellation = Cancellation.objects.create(order=order, reason="vergissing", is_whole_order=whole)
    for position, quantity in pieces.items():
        line = order.lines.get(position=position)
        CancelledLine.objects.create(cancellation=cancellation, line=line, quantity=quantity)
        order.lines.filter(pk=line.pk).update(cancelled=F("cancelled") + quantity)
    if whole:
        Order.objects.filter(pk=order.pk).update(state=Order.State.CANCELLED)
    return cancellation


def _vat(pieces: Sequence[Piece], nets: Sequence[int], carriage: int) -> int:
    bases: Counter[int] = Counter()
    goods: Counter[int] = Counter()
    for piece, net in zip(pieces, nets, strict=True):
        bases[piece.permille] += net
        goods[piece.permille] += 0 if piece.is_service else net
    rates = sorted(goods, reverse=True)
    shares = money.apportion(carriage, [goods[rate] for rate in rates])
    return sum(money.vat_cents(bases[rate] + share, rate) for rate, share in zip(rates, shares, strict=True))
