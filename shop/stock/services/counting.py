"""The shelf is counted, put right with a reason, and cleared of what has expired."""

from uuid import UUID

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from d4d.foundation import clock
from shop.stock.models import Allocation, Batch, Movement
from shop.stock.services import shelf

EXPIRED = "expired"


class NotAdjusted(Exception):
    """The shelf cannot become like that; says why."""

    def __init__(self, words: Promise) -> None:
        super().__init__(str(words))
        self.words = words


@transaction.atomic
def count(batch_id: int, counted: int, *, actor: UUID | None, reason: str = "") -> Movement | None:
    """Make the books say what was counted; None when they said so already. Raises NotAdjusted."""
    batch = _locked(batch_id)
    if counted < 0:
        raise NotAdjusted(_("Enter nought or more pieces."))
    if counted == batch.on_hand:
        return None
    return _put(batch, Movement.Kind.COUNT, counted - batch.on_hand, actor, reason)


@transaction.atomic
def adjust(batch_id: int, quantity: int, reason: str, actor: UUID | None) -> Movement:
    """Add or take away pieces for a reason that is kept. Raises NotAdjusted."""
    if not reason.strip():
        raise NotAdjusted(_("Say why, so that it can be understood later."))
    if quantity == 0:
        raise NotAdjusted(_("Enter how many pieces to add or take away."))
    return _put(_locked(batch_id), Movement.Kind.ADJUSTMENT, quantity, actor, reason.strip())


@transaction.atomic
def withdraw_expired(batch_id: int) -> dict[str, int]:
    """Take a batch that has expired off the shelf, also what was set aside of it.

    Returns how many pieces each reference has lost, so that others can be set aside for it.
    """
    batch = _locked(batch_id)
    if not Batch.objects.expired(clock.today()).filter(pk=batch_id).exists():
        return {}
    allocations = Allocation.objects.filter(batch=batch)
    lost: dict[str, int] = {}
    for reference, pieces in allocations.values_list("reference", "quantity"):
        lost[reference] = lost.get(reference, 0) + pieces
    allocations.delete()
    if lost:
        shelf.set_free({batch: sum(lost.values())})
    shelf.put(batch, Movement.Kind.ADJUSTMENT, -batch.on_hand, actor=None, reason=EXPIRED)
    return lost


@transaction.atomic
def undo_withdrawal(
    batch_id: int, quantity: int, reference: str, *, actor: UUID | None, reason: str
) -> Movement:
    """Pieces that were withdrawn had left the house before: the books have them again, for one reference."""
    batch = _locked(batch_id)
    movement = shelf.put(batch, Movement.Kind.ADJUSTMENT, quantity, actor=actor, reason=reason)
    shelf.set_aside({batch: quantity})
    Allocation.objects.create(batch=batch, reference=reference, quantity=quantity)
    return movement


def _locked(batch_id: int) -> Batch:
    batch = Batch.objects.get(pk=batch_id)
    shelf.lock([batch.variant_id])
    batch.refresh_from_db()
    return batch


def _put(batch: Batch, kind: Movement.Kind, quantity: int, actor: UUID | None, reason: str) -> Movement:
    if batch.free + quantity < 0:
        raise NotAdjusted(_("Some of these pieces are reserved for orders; cancel or release those first."))
    if quantity > 0 and batch.is_expired(clock.today()):
        raise NotAdjusted(_("These goods have expired and cannot be put on the shelf."))
    return shelf.put(batch, kind, quantity, actor=actor, reason=reason)
