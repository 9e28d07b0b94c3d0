"""What happens to orders."""

from dataclasses import dataclass

from d4d.foundation.outbox import Event


@dataclass(frozen=True, slots=True)
class OrderPlaced(Event):
    """A practice has ordered."""

    topic = "orders.placed"
    order_id: int


@dataclass(frozen=True, slots=True)
class OrderReleased(Event):
    """An order may be picked: it is paid, or stands on account."""

    topic = "orders.released"
    order_id: int


@dataclass(frozen=True, slots=True)
class PaidOrderHeld(Event):
    """An order is paid, and somebody of the staff looks at it before it may be picked."""

    topic = "orders.paid-order-held"
    order_id: int


@dataclass(frozen=True, slots=True)
class HeldOrderReleased(Event):
    """Somebody of the staff has looked at an order that was held, and lets it go."""

    topic = "orders.held-order-released"
    order_id: int


@dataclass(frozen=True, slots=True)
class OrderApproved(Event):
    """Who manages the practice has said yes to an order above a colleague's limit."""

    topic = "orders.approved"
    order_id: int


@dataclass(frozen=True, slots=True)
class OrderChanged(Event):
    """Staff changed an open order: where it goes, or what is in it; `step_id` is the step of its history."""

    topic = "orders.changed"
    order_id: int
    step_id: int


@dataclass(frozen=True, slots=True)
class OrderClosed(Event):
    """Nothing of an order is to come any more: all of it was shipped or called off."""

    topic = "orders.closed"
    order_id: int


@dataclass(frozen=True, slots=True)
class OrderLinesCancelled(Event):
    """Pieces of an order were called off; `cancellation_id` says which."""

    topic = "orders.lines-cancelled"
    order_id: int
    cancellation_id: int


@dataclass(frozen=True, slots=True)
class BackOrderFilled(Event):
    """Pieces that were short now lie ready for this order; `occasion` says what freed them."""

    topic = "orders.back-order-filled"
    order_id: int
    occasion: str
