"""Ordered before: everything a practice ever ordered, each article once, the last ordered first.

What it ordered in the shop before this one counts too, as far as the article is still known.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Max, Q

from accounts.models import Practice
from d4d.foundation import clock
from shop.cart.offers import Offer, offers
from shop.cart.quote import Wanted
from shop.catalogue.models import Variant
from shop.catalogue.search.words import plain_number
from shop.orders.models import EarlierLine, Order, OrderLine

MOST_WORDS = 6
OF_THE_ARTICLE = tuple(
    f"variant__{column}" for column in ("product__name", "product__name_en", "number", "maker_number", "gtin")
)


@dataclass(frozen=True, slots=True)
class Earlier:
    """An article that was ordered before: when last, how many usually, and what it costs and does today."""

    offer: Offer
    last_at: datetime
    usual: int


def ordered(practice: Practice, text: str = "") -> Sequence[tuple[int, datetime]]:
    """Variants that the practice ordered, with when last; narrowed down by words or a number."""
    lines = OrderLine.objects.filter(order__practice=practice, quantity__gt=F("cancelled"))
    kept = lines.exclude(order__state=Order.State.CANCELLED).filter(_about(text, "name", "number"))
    here = kept.values("variant_id").annotate(last_at=Max("order__placed_at"))
    last = dict(here.values_list("variant_id", "last_at"))
    before = (
        EarlierLine.objects.for_practice(practice)
        .still_known()
        .filter(_about(text, "description", "article"))
    )
    days = (
        before.values("variant_id").annotate(last_on=Max("ordered_on")).values_list("variant_id", "last_on")
    )
    for variant_id, last_on in days:
        last.setdefault(variant_id, clock.midnight(last_on))
    return sorted(last.items(), key=lambda one: (-one[1].timestamp(), one[0]))


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
    before = EarlierLine.objects.for_practice(practice).filter(variant__in=variant_ids)
    counts: dict[int, Counter[int]] = defaultdict(Counter)
    for found in (rows, before.order_by("-ordered_on", "-pk")):
        for variant_id, quantity in found.values_list("variant_id", "quantity"):
            counts[variant_id][quantity] += 1
    return {pk: counter.most_common(1)[0][0] for pk, counter in counts.items()}


def _about(text: str, *columns: str) -> Q:
    """Each word must stand in a name or a number, as it was then or as it is now."""
    asked = Q()
    for word in text.split()[:MOST_WORDS]:
        stands = Q()
        for column in (*columns, *OF_THE_ARTICLE):
            stands |= Q(**{f"{column}__icontains": word})
        asked &= stands
    number = plain_number(text)
    return asked | Q(variant__search_numbers__number=number) if number else asked
