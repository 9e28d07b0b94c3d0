"""What orders listen to."""

from d4d.foundation import outbox
from shop.orders import mails, services
from shop.orders.events import (
    HeldOrderReleased,
    OrderApproved,
    OrderChanged,
    OrderLinesCancelled,
    OrderPlaced,
    PaidOrderHeld,
)
from shop.orders.readers import contact, orderer
from shop.stock.events import GoodsReceived


def serve_who_waits(event: GoodsReceived) -> None:
    """Goods that come in go to the oldest orders that wait for them."""
    services.allocate_back_orders(event.variant_id, f"movement:{event.movement_id}")


def pass_on_what_was_called_off(event: OrderLinesCancelled) -> None:
    """Pieces that one order gives up go to the next."""
    services.fill_after(event.cancellation_id)


def confirm_to_the_orderer(event: OrderPlaced) -> None:
    """Who ordered gets a confirmation."""
    mails.confirm(event.order_id, orderer)


def confirm_to_the_contact(event: OrderPlaced) -> None:
    """Who manages the practice gets a confirmation too, when somebody else ordered."""
    mails.confirm(event.order_id, contact)


def tell_the_orderer_of_the_look(event: PaidOrderHeld) -> None:
    """Who ordered hears that one of us looks at it before it is packed."""
    mails.held(event.order_id, orderer)


def tell_the_contact_of_the_look(event: PaidOrderHeld) -> None:
    """Who manages the practice hears it too, when somebody else ordered."""
    mails.held(event.order_id, contact)


def tell_the_orderer_of_the_release(event: HeldOrderReleased) -> None:
    """Who ordered hears that we have looked at it."""
    mails.released(event.order_id, orderer)


def tell_the_contact_of_the_release(event: HeldOrderReleased) -> None:
    """Who manages the practice hears it too, when somebody else ordered."""
    mails.released(event.order_id, contact)


def tell_the_orderer_of_the_change(event: OrderChanged) -> None:
    """Who ordered hears what the order is like now."""
    mails.changed(event.order_id, event.step_id, orderer)


def tell_the_contact_of_the_change(event: OrderChanged) -> None:
    """Who manages the practice hears it too, when somebody else ordered."""
    mails.changed(event.order_id, event.step_id, contact)


def tell_the_orderer_of_the_yes(event: OrderApproved) -> None:
    """Who ordered hears that the practice has approved it."""
    mails.approved(event.order_id)


def tell_the_orderer_what_was_called_off(event: OrderLinesCancelled) -> None:
    """Who ordered hears what will not come, and when the money is back."""
    mails.called_off(event.cancellation_id, orderer)


def tell_the_contact_what_was_called_off(event: OrderLinesCancelled) -> None:
    """Who manages the practice hears it too, when somebody else ordered."""
    mails.called_off(event.cancellation_id, contact)


outbox.subscribe(GoodsReceived, serve_who_waits)
outbox.subscribe(OrderLinesCancelled, pass_on_what_was_called_off)
outbox.subscribe(OrderPlaced, confirm_to_the_orderer, queue="mail")
outbox.subscribe(OrderPlaced, confirm_to_the_contact, queue="mail")
outbox.subscribe(PaidOrderHeld, tell_the_orderer_of_the_look, queue="mail")
outbox.subscribe(PaidOrderHeld, tell_the_contact_of_the_look, queue="mail")
outbox.subscribe(HeldOrderReleased, tell_the_orderer_of_the_release, queue="mail")
outbox.subscribe(HeldOrderReleased, tell_the_contact_of_the_release, queue="mail")
outbox.subscribe(OrderChanged, tell_the_orderer_of_the_change, queue="mail")
outbox.subscribe(OrderChanged, tell_the_contact_of_the_change, queue="mail")
outbox.subscribe(OrderApproved, tell_the_orderer_of_the_yes, queue="mail")
outbox.subscribe(OrderLinesCancelled, tell_the_orderer_what_was_called_off, queue="mail")
outbox.subscribe(OrderLinesCancelled, tell_the_contact_what_was_called_off, queue="mail")
