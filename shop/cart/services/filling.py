"""Pieces go into a cart and out of it; a cart belongs to a person at a practice, on every device."""

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import Practice, User
from d4d.foundation import clock
from shop.cart.models import MOST_PIECES, CartLine
from shop.cart.quote import HOME, Quote, Wanted, quote
from shop.catalogue.models import Variant
from shop.catalogue.prices import price_of


class NotInCart(Exception):
    """These pieces cannot be put in a cart; says why."""

    def __init__(self, words: Promise) -> None:
        super().__init__(str(words))
        self.words = words


@transaction.atomic
def put(practice: Practice, user: User, variant_id: int, quantity: int) -> CartLine:
    """Add pieces of a variant to what lies in the cart of it. Raises NotInCart or Variant.DoesNotExist."""
    variant = _for_sale(variant_id)
    line = CartLine.objects.filter(practice=practice, user=user, variant=variant).first()
    return _write(practice, user, variant, quantity + (line.quantity if line and quantity > 0 else 0))


@transaction.atomic
def set_quantity(practice: Practice, user: User, variant_id: int, quantity: int) -> CartLine:
    """Let so many pieces of a variant lie in the cart. Raises NotInCart or Variant.DoesNotExist."""
    return _write(practice, user, _for_sale(variant_id), quantity)


def remove(practice: Practice, user: User, variant_id: int) -> bool:
    """Take a variant out of the cart; False when it was not in it."""
    lines = CartLine.objects.filter(practice=practice, user=user, variant_id=variant_id)
    return bool(lines.delete()[0])


def empty(practice: Practice, user: User) -> int:
    """Take everything out of the cart; says how many lines that were."""
    return CartLine.objects.filter(practice=practice, user=user).delete()[0]


def contents(practice: Practice, user: User) -> list[Wanted]:
    """What lies in the cart, in the order in which it was put in: one query."""
    lines = CartLine.objects.filter(practice=practice, user=user).select_related("variant__product")
    return [
        Wanted(line.variant, line.quantity, line.seen_price_e4) for line in lines.order_by("added_at", "pk")
    ]


def priced(practice: Practice, user: User, country: str = "") -> Quote:
    """What the cart costs today when it goes to a country, or to the usual delivery address."""
    return quote(practice, contents(practice, user), country or usual_country(practice))


def usual_country(practice: Practice) -> str:
    """Where the parcels of a practice go."""
    usual = practice.addresses.filter(is_delivery_default=True).values_list("country", flat=True)
    return usual.first() or HOME


def _for_sale(variant_id: int) -> Variant:
    return Variant.objects.get(pk=variant_id, product__is_published=True)


def _write(practice: Practice, user: User, variant: Variant, quantity: int) -> CartLine:
    if not 1 <= quantity <= MOST_PIECES:
        raise NotInCart(_("Enter a quantity from 1 to 9,999."))
    prices = price_of([variant], practice, clock.today())
    unit_e4 = prices.unit_e4(variant.pk, quantity)
    line, _created = CartLine.objects.update_or_create(
        practice=practice,
        user=user,
        variant=variant,
        defaults={"quantity": quantity, "seen_price_e4": unit_e4},
    )
    return line
