"""Many articles go into a cart at once: from quick order, a list, or what was ordered before."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Country, Practice, User
from shop.cart.models import MOST_PIECES, CartLine
from shop.cart.quote import QuoteLine, Wanted, quote
from shop.catalogue.models import Variant


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An article that did not go into the cart, and why."""

    variant_id: int
    name: str
    why: str

    @property
    def said(self) -> str:
        """What to tell the practice."""
        return _("%(name)s was left out. %(why)s") % {"name": self.name, "why": self.why}


@dataclass(frozen=True, slots=True)
class Added:
    """What went into the cart, and what did not."""

    variant_ids: tuple[int, ...]
    left_out: tuple[LeftOut, ...] = ()

    @property
    def said(self) -> str:
        """What to tell the practice about what went in."""
        count = len(self.variant_ids)
        return ngettext("%(count)s line added.", "%(count)s lines added.", count) % {"count": count}


@transaction.atomic
def put_all(practice: Practice, user: User, pieces: Mapping[int, int]) -> Added:
    """Add pieces of many variants to what lies in the cart; a constant number of queries.

    What cannot be ordered, with what lay in the cart already, is left out and named.
    """
    variants = Variant.objects.select_related("product").in_bulk(pieces)
    mine = CartLine.objects.filter(practice=practice, user=user, variant__in=variants)
    there = dict(mine.select_for_update().values_list("variant_id", "quantity"))
    wanted = [Wanted(variant, pieces[pk] + there.get(pk, 0)) for pk, variant in variants.items()]
    lines = quote(practice, wanted, Country.NL).lines
    why = {line.variant.pk: reason for line in lines if (reason := _against(line))}
    fitting = [line for line in lines if line.variant.pk not in why]
    _write(practice, user, fitting)
    return Added(
        tuple(line.variant.pk for line in fitting),
        tuple(
            LeftOut(line.variant.pk, line.name, why[pk]) for line in lines if (pk := line.variant.pk) in why
        ),
    )


def _against(line: QuoteLine) -> str:
    if not 1 <= line.quantity <= MOST_PIECES:
        return _("Of one article 1 to 9,999 pieces fit in the cart.")
    return line.problem.words if line.problem else ""


def _write(practice: Practice, user: User, lines: list[QuoteLine]) -> None:
    CartLine.objects.bulk_create(
        [
            CartLine(
                practice=practice,
                user=user,
                variant=line.variant,
                quantity=line.quantity,
                seen_price_e4=line.unit_e4,
            )
            for line in lines
        ],
        update_conflicts=True,
        unique_fields=["practice", "user", "variant"],
        update_fields=["quantity", "seen_price_e4"],
    )
