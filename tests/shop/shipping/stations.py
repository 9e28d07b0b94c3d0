"""Where a parcel may be in a test: picked, packed, labelled, with the courier."""

from typing import Any

from d4d.foundation import relay
from shop.orders import services as orders
from shop.orders.models import Order
from shop.shipping import services
from shop.shipping.models import Parcel, Shipment
from tests.shop.builders import a_member, a_practice, an_article, an_order, on_the_shelf, the_tariffs


def a_paid_order(pieces: int = 3, on_shelf: int = 10, **facts: Any) -> Order:
    """An order of a buyer that is paid, with goods on the shelf; news is not yet told."""
    the_tariffs()
    article = an_article(**{name: facts.pop(name) for name in list(facts) if name.startswith("is_")})
    lot = facts.pop("lot", "")
    if on_shelf:
        on_the_shelf(article, on_shelf, lot=lot)
    practice = a_practice()
    order = an_order(practice, {article: pieces}, placed_by=a_member(practice), **facts)
    return orders.mark_paid(order.pk)


def told() -> None:
    """Let all news reach its subscribers."""
    while relay.run_once():
        pass


def a_shipment(**facts: Any) -> Shipment:
    """A shipment on the pick list."""
    order = a_paid_order(**facts)
    shipment = services.queue(order.pk)
    assert shipment is not None
    return shipment


def a_parcel(courier: str = "postnl", **facts: Any) -> Parcel:
    """A packed box that waits for its label."""
    return services.pack(a_shipment(**facts).pk, courier=courier)[0]
