"""What the checkout listens to."""

from d4d.foundation import outbox
from shop.checkout import services
from shop.orders.events import OrderReleased


def note_the_sale(event: OrderReleased) -> None:
    """Who bought may hear of similar products, if they could object and did not."""
    services.note_the_sale(event.order_id)


outbox.subscribe(OrderReleased, note_the_sale)
