"""What a practice pays for a piece: one precedence, for every page, cart, order and invoice.

The closest agreement wins: a price for the practice, else one for a price group it is in, else the price
for everybody, which is the list price or a dated or tiered general price. Within the winning level the
lowest price counts of those that hold on the day for at least this quantity. A closer level also wins when
it is dearer: what was agreed is what is charged. A level without any price for this quantity is passed over.
A location of a chain pays what was agreed with its debtor.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from typing import Any

from django.db.models import F, Q, QuerySet

from accounts.models import Practice
from d4d.foundation.asking import AnyOf, written_once
from d4d.foundation.money import including_vat_e4, price_cents
from shop.catalogue.models import Price, PriceGroup, Variant


class Level(IntEnum):
    """How close an agreement is to the practice; the lowest number wins."""

    PRACTICE = 0
    GROUP = 1
    GENERAL = 2


@dataclass(frozen=True, slots=True)
class Offer:
    """A price of some level that holds from a quantity on."""

    level: Level
    from_quantity: int
    unit_e4: int


@dataclass(frozen=True, slots=True)
class Tier:
    """What a piece costs from this quantity on, excluding VAT."""

    from_quantity: int
    unit_e4: int


class PriceList:
    """What one practice pays on one day, for the variants it was made for."""

    def __init__(self, offers: Mapping[int, Sequence[Offer]]) -> None:
        self._offers = offers

    def unit_e4(self, variant_id: int, quantity: int = 1) -> int:
        """The price of a piece when so many are ordered."""
        offers = self._offers[variant_id]
        if len(offers) == 1:  # nothing was agreed: the list price holds from one piece on
            return offers[0].unit_e4
        fitting = [offer for offer in offers if offer.from_quantity <= quantity]
        closest = min(offer.level for offer in fitting)
        return min(offer.unit_e4 for offer in fitting if offer.level == closest)

    def tiers(self, variant_id: int) -> list[Tier]:
        """Every quantity at which the price of a piece changes, from one on."""
        steps = sorted({1, *(offer.from_quantity for offer in self._offers[variant_id])})
        tiers: list[Tier] = []
        for quantity in steps:
            unit_e4 = self.unit_e4(variant_id, quantity)
            if not tiers or tiers[-1].unit_e4 != unit_e4:
                tiers.append(Tier(quantity, unit_e4))
        return tiers


def price_of(variants: Sequence[Variant], practice: Practice | None, on: date) -> PriceList:
    """The prices of some variants for a practice, or for a visitor, on a day: one query."""
    return price_list({variant.pk: variant.unit_price_e4 for variant in variants}, practice, on)


def price_list(list_prices: Mapping[int, int], practice: Practice | None, on: date) -> PriceList:
    """The same for those who hold ids and list prices already."""
    offers = {pk: [Offer(Level.GENERAL, 1, unit_e4)] for pk, unit_e4 in list_prices.items()}
    for variant_id, offer in _agreed(list_prices, practice, on):
        offers[variant_id].append(offer)
    return PriceList(offers)


def gross_cents(unit_e4: int, vat_permille: int) -> int:
    """A price per piece including VAT, to be read beside the net one; documents count VAT per rate."""
    return price_cents(including_vat_e4(unit_e4, vat_permille), 1)


def _agreed(variant_ids: Iterable[int], practice: Practice | None, on: date) -> Iterable[tuple[int, Offer]]:
    rows = _agreements(variant_ids=list(variant_ids), practice_id=practice and practice.payer_id, on=on)
    for variant_id, practice_id, group_id, from_quantity, unit_e4 in rows:
        level = Level.PRACTICE if practice_id else Level.GROUP if group_id else Level.GENERAL
        yield variant_id, Offer(level, from_quantity, unit_e4)


@written_once
def _agreements(variant_ids: Any, practice_id: Any, on: Any) -> QuerySet[Price, Any]:
    groups = PriceGroup.members.through.objects.filter(practice_id=practice_id).values("pricegroup_id")
    for_whom = Q(practice=None, group=None) | Q(practice_id=practice_id) | Q(group__in=groups)
    return (
        Price.objects.filter(AnyOf(F("variant_id"), variant_ids), for_whom)
        .filter(Q(valid_from=None) | Q(valid_from__lte=on), Q(valid_until=None) | Q(valid_until__gte=on))
        .values_list("variant_id", "practice_id", "group_id", "from_quantity", "unit_price_e4")
    )
