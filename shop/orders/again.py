"""An order once more: what it would cost today, what became dearer or cheaper, and what is gone."""

from dataclasses import dataclass

from accounts.models import Practice, User
from shop.cart import services as cart
from shop.cart.offers import Offer, offers
from shop.cart.quote import Wanted
from shop.orders.models import Order


@dataclass(frozen=True, slots=True)
class Again:
    """What went into the cart once more, what has another price by now, and what something else replaces."""

    added: cart.Added
    changed: tuple[Offer, ...]
    replaced: tuple[Offer, ...]


def put_in_cart(practice: Practice, user: User, order: Order) -> Again:
    """The lines of an order go into the cart at today's prices; what cannot be ordered is named."""
    lines = list(order.lines.select_related("variant__product").order_by("position"))
    agreed = {line.variant_id: line.unit_price_e4 for line in lines}
    pieces: dict[int, int] = {}
    for line in lines:
        pieces[line.variant_id] = pieces.get(line.variant_id, 0) + line.quantity
    variants = {line.variant_id: line.variant for line in lines}
    todays = offers(practice, [Wanted(variants[pk], pieces[pk], agreed[pk]) for pk in pieces])
    added = cart.put_all(practice, user, pieces)
    return Again(
        added,
        changed=tuple(one for one in todays if one.variant.pk in added.variant_ids and one.line.has_changed),
        replaced=tuple(one for one in todays if one.successor),
    )
