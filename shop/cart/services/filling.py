"""Pieces go into a cart and out of it; a cart belongs to a person at a practice, on every device."""

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import Country, Practice, User
from d4d.foundation import clock
from shop.cart.models import MOST_PIECES, CartLine
from shop.cart.quote import Quote, Wanted, quote
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
    line = _line(practice, user, variant_id)
    return _write(line, line.quantity + quantity if quantity > 0 else quantity)


@transaction.atomic
def set_quantity(practice: Practice, user: User, variant_id: int, quantity: int) -> CartLine:
    """Let so many pieces of a variant lie in the cart. Raises NotInCart or Variant.DoesNotExist."""
    return _write(_line(practice, user, variant_id), quantity)


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
    return usual.first() or Country.NL


def _line(practice: Practice, user: User, variant_id: int) -> CartLine:
    """The line of a variant as it lies in the cart, or a new one of nought pieces."""
    variant = Variant.objects.select_related("product").get(pk=variant_id, product__is_published=True)
    lines = CartLine.objects.select_for_update().filter(practice=practice, user=user)
    line = lines.filter(variant=variant).first()
    line = line or CartLine(practice=practice, user=user, variant=variant, quantity=0)
    line.variant, line.practice = variant, practice  # known already; not to be asked for again
    return line


def _write(line: CartLine, quantity: int) -> CartLine:
    if not 1 <= quantity <= MOST_PIECES:
        raise NotInCart(_("Enter a quantity from 1 to 9,999."))
    prices = price_of([line.variant], line.practice, clock.today())
    line.quantity = quantity
    line.seen_price_e4 = prices.unit_e4(line.variant_id, quantity)
    if line.pk:
        line.save(update_fields=["quantity", "seen_price_e4"])
        return line
    return _insert(line)


def _insert(line: CartLine) -> CartLine:
    """Two presses at once both find no line: the second one's pieces take the place of the first's."""
    CartLine.objects.bulk_create(
        [line],
        update_conflicts=True,
        unique_fields=["practice", "user", "variant"],
        update_fields=["quantity", "seen_price_e4"],
    )
    return line
