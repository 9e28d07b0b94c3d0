"""What this room listens to, for whoever waits."""

from d4d.foundation import outbox
from shop.cart.events import ArticleBack, PricesToCompare
from shop.cart.services import alerts
from shop.stock.events import GoodsReceived, PiecesFreed


def wake_who_waits(event: GoodsReceived) -> None:
    """Pieces came in: whoever asked for a word gets one."""
    alerts.goods_came(event.variant_id, f"movement/{event.movement_id}")


def wake_who_waits_for_what_came_free(event: PiecesFreed) -> None:
    """An order gave pieces up: whoever asked for a word gets one, if nobody else waited for them."""
    alerts.goods_came(event.variant_id, f"{event.reference}/{event.at}")


def tell_that_it_is_back(event: ArticleBack) -> None:
    """Somebody hears that an article is back."""
    alerts.say_it_is_back(event.alert_id)


def tell_of_prices(event: PricesToCompare) -> None:
    """Somebody hears which prices on a list changed."""
    alerts.say_what_changed(event.watch_id, event.day)


outbox.subscribe(GoodsReceived, wake_who_waits)
outbox.subscribe(PiecesFreed, wake_who_waits_for_what_came_free)
outbox.subscribe(ArticleBack, tell_that_it_is_back, queue="mail")
outbox.subscribe(PricesToCompare, tell_of_prices, queue="mail")
