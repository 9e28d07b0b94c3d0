"""Many articles go into a cart at once: from quick order, a list, or what was ordered before."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

from accounts.models import Practice, User
from d4d.foundation import clock
from shop.cart.models import MOST_PIECES, CartLine
from shop.catalogue.models import Variant
from shop.catalogue.prices import price_of


@dataclass(frozen=True, slots=True)
class Added:
    """What went into the cart, and what did not, by id of variant."""

    variant_ids: tuple[int, ...]
    gone: tuple[int, ...] = ()
    too_many: tuple[int, ...] = ()

    @property
    def refused(self) -> tuple[int, ...]:
        """Everything that did not go in."""
        return self.gone + self.too_many


@transaction.atomic
def put_all(practice: Practice, user: User, pieces: Mapping[int, int]) -> Added:
    """Add pieces of many variants to what lies in the cart; a constant number of queries.

    What cannot go in is left out and told: articles that are no longer for sale, and quantities that,
    with what was there, are more than fits in one line.
    """
    variants = Variant.objects.filter(pk__in=pieces, product__is_published=True).in_bulk()
    mine = CartLine.objects.filter(practice=practice, user=user, variant__in=variants)
    there = dict(mine.select_for_update().values_list("variant_id", "quantity"))
    totals = {pk: pieces[pk] + there.get(pk, 0) for pk in pieces if pk in variants}
    fitting = {pk: total for pk, total in totals.items() if pieces[pk] > 0 and total <= MOST_PIECES}
    prices = price_of([variants[pk] for pk in fitting], practice, clock.today())
    CartLine.objects.bulk_create(
        [
            CartLine(
                practice=practice,
                user=user,
                variant_id=pk,
                quantity=total,
                seen_price_e4=prices.unit_e4(pk, total),
            )
            for pk, total in fitting.items()
        ],
        update_conflicts=True,
        unique_fields=["practice", "user", "variant"],
        update_fields=["quantity", "seen_price_e4"],
    )
    return Added(
        variant_ids=tuple(fitting),
        gone=tuple(pk for pk in pieces if pk not in variants),
        too_many=tuple(pk for pk in totals if pk not in fitting),
    )
