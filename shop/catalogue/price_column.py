"""The price of a piece as a column, for lists that are narrowed down by it.

The same precedence as in prices.py, asked of the database; a test holds the two together.
"""

from datetime import date

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, Least

from shop.catalogue.memory import remembered
from shop.catalogue.models import Price, PriceGroup


def unit_price(practice_id: int | None, on: date) -> Combinable:
    """What one piece of a variant costs a practice, or a visitor, in ten-thousandths of a euro."""
    agreed = Price.objects.filter(
        Q(valid_from=None) | Q(valid_from__lte=on),
        Q(valid_until=None) | Q(valid_until__gte=on),
        variant=OuterRef("pk"),
        from_quantity=1,
    )
    listed = F("unit_price_e4")
    general = Least(listed, Coalesce(_lowest(agreed.filter(practice=None, group=None)), listed))
    if practice_id is None:
        return general
    groups = PriceGroup.members.through.objects.filter(practice_id=practice_id).values("pricegroup_id")
    return Coalesce(
        _lowest(agreed.filter(practice_id=practice_id)), _lowest(agreed.filter(group__in=groups)), general
    )


def practices_with_own_prices() -> frozenset[int]:
    """Those with whom anything was agreed, alone or in a group; all others pay what everybody pays."""
    return remembered("own-prices", _with_own_prices)


def _with_own_prices() -> frozenset[int]:
    alone = Price.objects.exclude(practice=None).values_list("practice_id", flat=True)
    in_a_group = PriceGroup.members.through.objects.filter(pricegroup__prices__isnull=False)
    return frozenset(alone.union(in_a_group.values_list("practice_id", flat=True)))


def _lowest(prices: QuerySet[Price]) -> Subquery:
    return Subquery(prices.order_by("unit_price_e4").values("unit_price_e4")[:1])
