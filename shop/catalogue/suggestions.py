"""What lies beside what somebody looked at: for people who switched it on, and for nobody else."""

from django.http import HttpRequest

from d4d.foundation import clock
from shop.catalogue import listing, recent
from shop.catalogue.cards import Card
from shop.catalogue.models import RecentView, Variant
from shop.catalogue.viewer import viewer_of

SHOWN = 4


def cards_for(request: HttpRequest, but: int = 0) -> list[Card]:
    """Products from the categories of what the visitor looked at, which they did not look at yet."""
    user = recent.who_wants_it(request)
    if user is None:
        return []
    seen = dict(RecentView.objects.filter(user=user).values_list("product_id", "product__category_id"))
    beside = Variant.objects.for_sale().filter(product__category__in=set(seen.values()))
    unseen = beside.exclude(product__in=[*seen, but]).order_by("-product_id")
    product_ids = list(unseen.values_list("product_id", flat=True).distinct()[:SHOWN]) if seen else []
    return listing.these(product_ids, viewer_of(request), clock.today()) if product_ids else []
