"""Ordered before: everything a practice ever ordered, each article once, the last ordered first."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Max, Q, QuerySet

from accounts.models import Practice
from shop.cart.offers import Offer, offers
from shop.cart.quote import Wanted
from shop.catalogue.models import Variant
from shop.catalogue.search.words import plain_number
from shop.orders.models import Order, OrderLine

MOST_WORDS = 6


@dataclass(frozen=True, slots=True)
class Earlier:
    """An article that was ordered before: when last, how many usually, and what it costs and does today."""

    offer: Offer
    last_at: datetime
    usual: int


def ordered(practice: Practice, text: str = "") -> "QuerySet[OrderLine, tuple[int, datetime]]":
    """Variants that the practice ordered, with when last; narrowed down by words or a number."""
    lines = OrderLine.objects.filter(order__practice=practice, quantity__gt=F("cancelled"))
    kept = lines.exclude(order__state=Order.State.CANCELLED).filter(_about(text))
    last = kept.values("variant_id").annotate(last_at=Max("order__placed_at"))
    return last.order_by("-last_at", "variant_id").values_list("variant_id", "last_at")


def earlier(practice: Practice, found: Sequence[tuple[int, datetime]]) -> list[Earlier]:
    """Those articles as they are today; a constant number of queries."""
    ids = [variant_id for variant_id, _ in found]
    variants = Variant.objects.select_related("product").in_bulk(ids)
    usual = _usual(practice, ids)
    # Of what is no longer made, whether one piece can still be had is what matters.
    pieces = {pk: 1 if variants[pk].is_discontinued else usual[pk] for pk in ids}
    todays = offers(practice, [Wanted(variants[pk], pieces[pk]) for pk in ids])
    return [
        Earlier(offer, last_at, usual[variant_id])
        for (variant_id, last_at), offer in zip(found, todays, strict=True)
    ]


def _usual(practice: Practice, variant_ids: Sequence[int]) -> dict[int, int]:
    """The quantity that was ordered most often; of several the last one."""
    lines = OrderLine.objects.filter(order__practice=practice, variant__in=variant_ids)
    rows = lines.exclude(order__state=Order.State.CANCELLED).order_by("-order__placed_at", "-pk")
    counts: dict[int, Counter[int]] = defaultdict(Counter)
    for variant_id, quantity in rows.values_list("variant_id", "quantity"):
        counts[variant_id][quantity] += 1
    return {pk: counter.most_common(1)[0][0] for pk, counter in counts.items()}


def _about(text: str) -> Q:
    """Each word must stand in a name or a number, as it was then or as it is now."""
    asked = Q()
    for word in text.split()[:MOST_WORDS]:
        stands = Q(name__icontains=word) | Q(number__icontains=word)
        for column in ("product__name", "product__name_en", "number", "maker_number", "gtin"):
            stands |= Q(**{f"variant__{column}__icontains": word})
        asked &= stands
    number = plain_number(text)
    return asked | Q(variant__search_numbers__number=number) if number else asked
