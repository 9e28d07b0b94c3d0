"""What the intake listens to."""

from d4d.foundation import outbox
from shop.intake import mails, services
from shop.intake.events import DraftPlaced
from shop.orders.events import OrderClosed, OrderReleased


def write_to_who_ordered(event: DraftPlaced) -> None:
    """Who ordered by mail or phone hears that it stands, or how to confirm and pay it."""
    mails.placed(event.draft_id)


def use_up_the_link(event: OrderReleased) -> None:
    """A paid order needs no link any more."""
    services.close_link(event.order_id)


def end_the_link(event: OrderClosed) -> None:
    """Nor does one that was called off."""
    services.close_link(event.order_id)


outbox.subscribe(DraftPlaced, write_to_who_ordered, queue="mail")
outbox.subscribe(OrderReleased, use_up_the_link)
outbox.subscribe(OrderClosed, end_the_link)
