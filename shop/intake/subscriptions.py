"""What the intake listens to."""

from d4d.foundation import outbox
from shop.intake import mails, services, told
from shop.intake.events import (
    DraftPlaced,
    LinkWantedAgain,
    PriceQuoteDrawsToAnEnd,
    PriceQuoteOffered,
    RecurrenceDue,
)
from shop.orders.events import OrderClosed, OrderReleased


def write_to_who_ordered(event: DraftPlaced) -> None:
    """Who ordered by mail or phone hears that it stands, or how to confirm and pay it."""
    mails.placed(event.draft_id)


def send_the_link_again(event: LinkWantedAgain) -> None:
    """Who lost the letter with the link gets it once more."""
    mails.placed(event.draft_id, event.asked_at)


def use_up_the_link(event: OrderReleased) -> None:
    """A paid order needs no link any more."""
    services.close_link(event.order_id)


def end_the_link(event: OrderClosed) -> None:
    """Nor does one that was called off."""
    services.close_link(event.order_id)


def tell_of_the_offer(event: PriceQuoteOffered) -> None:
    """Who asked hears our prices."""
    told.offered(event.quote_id)


def tell_that_the_offer_ends(event: PriceQuoteDrawsToAnEnd) -> None:
    """Who asked hears until when our prices hold."""
    told.ends_soon(event.quote_id)


def remind(event: RecurrenceDue) -> None:
    """Who wanted to be reminded gets a link that fills the cart."""
    told.due(event.recurrence_id, event.due_on)


outbox.subscribe(PriceQuoteOffered, tell_of_the_offer, queue="mail")
outbox.subscribe(PriceQuoteDrawsToAnEnd, tell_that_the_offer_ends, queue="mail")
outbox.subscribe(RecurrenceDue, remind, queue="mail")
outbox.subscribe(DraftPlaced, write_to_who_ordered, queue="mail")
outbox.subscribe(LinkWantedAgain, send_the_link_again, queue="mail")
outbox.subscribe(OrderReleased, use_up_the_link)
outbox.subscribe(OrderClosed, end_the_link)
