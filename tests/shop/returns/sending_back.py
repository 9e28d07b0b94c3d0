"""Builders: goods that were delivered, and a return in any state."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from accounts.models import Address, Membership, Practice, User
from d4d.foundation import relay
from shop.catalogue.models import VatRate
from shop.orders.models import Order, OrderLine
from shop.returns import services
from shop.returns.models import Return
from shop.returns.services import Asked, CameBack
from shop.shipping import services as shipping
from shop.shipping.models import Shipment
from shop.stock.models import Batch
from tests.shop.builders import a_member, a_practice, an_article, an_order, on_the_shelf, the_tariffs

STAFF = uuid4()


@dataclass(frozen=True)
class Scene:
    """A practice that got something, and who works there."""

    practice: Practice
    user: User
    order: Order
    line: OrderLine
    batch: Batch

    @property
    def person(self) -> UUID:
        return self.user.subject.uuid


def told() -> None:
    """Let all news reach its subscribers."""
    while relay.run_once():
        pass


def delivered(
    pieces: int = 3, practice: Practice | None = None, address: Address | None = None, **facts: Any
) -> Scene:
    """Pieces of one lot that left for a practice on account, with their invoice."""
    if not VatRate.objects.exists():
        the_tariffs()
    variant = an_article(is_lot_tracked=True, **facts)
    batch = on_the_shelf(variant, 10, lot="L-7")
    practice = practice or a_practice()
    user = a_member(practice, Membership.Role.MANAGER)
    how: dict[str, Any] = {"placed_by": user, "terms": Order.Terms.ON_ACCOUNT}
    order = an_order(practice, {variant: pieces}, **how | ({"address": address} if address else {}))
    return sent(Scene(practice, user, order, order.lines.get(), batch))


def sent(scene: Scene) -> Scene:
    """The pieces of an order have left, with the courier."""
    shipping.queue(scene.order.pk)
    shipment = scene.order.shipments.get(state=Shipment.State.TO_PICK)
    shipping.pack(shipment.pk, courier="manual", scanned=[scene.batch.lot])
    shipping.hand_over(shipment.pk)
    scene.line.refresh_from_db()
    scene.order.refresh_from_db()
    scene.batch.refresh_from_db()
    return scene


def asked(quantity: int = 2, **facts: Any) -> Asked:
    """What a practice says: two pieces too many, its money back."""
    return Asked(**({"quantity": quantity, "reason": "too_many", "wish": "credit"} | facts))


def requested(scene: Scene, quantity: int = 2, **facts: Any) -> Return:
    """A return that waits for our word."""
    return services.ask(scene.line, asked(quantity, **facts), by=scene.person)


def accepted(scene: Scene, quantity: int = 2, **facts: Any) -> Return:
    """A return that may come."""
    back = requested(scene, quantity, **facts)
    services.accept(back.pk, "Stuur het naar Rosmalen.", by=STAFF)
    return back


def came(scene: Scene, quantity: int, fate: str = "shelf") -> list[CameBack]:
    """Pieces of the one lot that was sent."""
    return [CameBack(scene.line.shipment_lines.get().pk, quantity, fate)]


def received(scene: Scene, quantity: int = 2, fate: str = "shelf", **facts: Any) -> Return:
    """A return that is here."""
    back = accepted(scene, quantity, **facts)
    services.receive(back.pk, came(scene, quantity, fate), by=STAFF)
    back.refresh_from_db()
    return back


def paid_in_advance(pieces: int = 3) -> Scene:
    """An order that waits for its payment, of a lot on the shelf; nothing has left yet."""
    the_tariffs()
    variant = an_article(is_lot_tracked=True)
    batch = on_the_shelf(variant, 10, lot="L-7")
    practice = a_practice()
    user = a_member(practice, Membership.Role.MANAGER)
    order = an_order(practice, {variant: pieces}, placed_by=user)
    return Scene(practice, user, order, order.lines.get(), batch)


def another_order(scene: Scene, pieces: int = 1) -> Order:
    """The same practice ordered the same article once more on account, and it has left."""
    variant = scene.line.variant
    order = an_order(scene.practice, {variant: pieces}, placed_by=scene.user, terms=Order.Terms.ON_ACCOUNT)
    sent(Scene(scene.practice, scene.user, order, order.lines.get(), scene.batch))
    return order
