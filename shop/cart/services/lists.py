"""Named lists of a practice: everybody who may order keeps them, everybody may see them."""

from collections.abc import Mapping

from django.db import IntegrityError, transaction

from accounts.models import Practice, User
from shop.cart.models import MOST_PIECES, CartLine, ShoppingList, ShoppingListLine
from shop.catalogue.models import Variant

MOST_LINES = 400


class ListNameTaken(Exception):
    """The practice has a list of this name already."""


class NotOnList(Exception):
    """This cannot stand on a list: the quantity is impossible, or the list is full."""


def make_list(practice: Practice, name: str) -> ShoppingList:
    """A new, empty list. Raises ListNameTaken."""
    try:
        with transaction.atomic():
            return ShoppingList.objects.create(practice=practice, name=name)
    except IntegrityError:
        raise ListNameTaken


def rename_list(practice: Practice, list_id: int, name: str) -> ShoppingList:
    """Call a list something else. Raises ListNameTaken or ShoppingList.DoesNotExist."""
    kept = ShoppingList.objects.get(pk=list_id, practice=practice)
    kept.name = name
    try:
        with transaction.atomic():
            kept.save(update_fields=["name"])
    except IntegrityError:
        raise ListNameTaken
    return kept


def delete_list(practice: Practice, list_id: int) -> None:
    """A list is no longer needed; what was ordered from it stays. Raises ShoppingList.DoesNotExist."""
    ShoppingList.objects.get(pk=list_id, practice=practice).delete()


@transaction.atomic
def add_to_list(practice: Practice, list_id: int, variant_id: int, quantity: int = 1) -> ShoppingListLine:
    """Write an article at the end of a list; one that stands on it keeps its place and gets the quantity.

    Raises NotOnList, ShoppingList.DoesNotExist or Variant.DoesNotExist.
    """
    kept = _locked(practice, list_id)
    variant = Variant.objects.get(pk=variant_id, product__is_published=True)
    _must_be_possible(quantity)
    if kept.lines.exclude(variant=variant).count() >= MOST_LINES:
        raise NotOnList
    line, _ = ShoppingListLine.objects.update_or_create(
        list=kept, variant=variant, defaults={"quantity": quantity}
    )
    return line


@transaction.atomic
def set_on_list(practice: Practice, list_id: int, quantities: Mapping[int, int]) -> None:
    """Change the usual quantities by id of variant; zero takes an article off the list.

    Articles that are not on the list change nothing. Raises NotOnList or ShoppingList.DoesNotExist.
    """
    kept = _locked(practice, list_id)
    lines = list(kept.lines.filter(variant_id__in=quantities))
    for line in lines:
        line.quantity = quantities[line.variant_id]
        if line.quantity:
            _must_be_possible(line.quantity)
    kept.lines.filter(pk__in=[line.pk for line in lines if not line.quantity]).delete()
    ShoppingListLine.objects.bulk_update([line for line in lines if line.quantity], ["quantity"])


@transaction.atomic
def keep_as_list(practice: Practice, user: User, name: str) -> ShoppingList:
    """Keep what lies in somebody's cart as a list, in its order. Raises ListNameTaken or NotOnList."""
    cart = CartLine.objects.filter(practice=practice, user=user).order_by("added_at", "pk")
    pieces = list(cart.values_list("variant_id", "quantity")[:MOST_LINES])
    if not pieces:
        raise NotOnList
    kept = make_list(practice, name)
    ShoppingListLine.objects.bulk_create(
        ShoppingListLine(list=kept, variant_id=variant_id, quantity=quantity)
        for variant_id, quantity in pieces
    )
    return kept


def _locked(practice: Practice, list_id: int) -> ShoppingList:
    return ShoppingList.objects.select_for_update().get(pk=list_id, practice=practice)


def _must_be_possible(quantity: int) -> None:
    if not 1 <= quantity <= MOST_PIECES:
        raise NotOnList
