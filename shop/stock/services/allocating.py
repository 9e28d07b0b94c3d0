"""Pieces are set aside for an order line, given back, or taken out to be shipped."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db import transaction
from django.db.models import F

from d4d.foundation import clock, outbox
from shop.stock.events import PiecesFreed
from shop.stock.models import Allocation, Batch, Movement
from shop.stock.services import shelf

Source = TypeVar("Source")


class NotSetAside(Exception):
    """More pieces were asked back or taken out than were set aside for this reference."""


@dataclass(frozen=True, slots=True)
class Picked:
    """Pieces that leave the shelf, and where they come from."""

    batch_id: int
    lot: str
    serial: str
    expires_on: date | None
    quantity: int


def allocate(variant_id: int, quantity: int, reference: str) -> int:
    """Set pieces aside for a reference; returns how many there were, at most `quantity`."""
    return allocate_all({reference: (variant_id, quantity)})[reference]


@transaction.atomic
def allocate_all(wanted: Mapping[str, tuple[int, int]]) -> dict[str, int]:
    """Set pieces aside for several references at once, whatever there is of each.

    `wanted` maps a reference to a variant and a quantity; who comes first is served first. What expires
    first goes out first, and what has expired never does.
    """
    variant_ids = {variant_id for variant_id, _ in wanted.values()}
    shelf.lock(variant_ids)
    batches = list(
        Batch.objects.filter(variant_id__in=variant_ids)
        .with_free_pieces(clock.today())
        .first_expired_first_out()
    )
    free = {batch: batch.free for batch in batches}
    taken: dict[tuple[Batch, str], int] = {}
    for reference, (variant_id, quantity) in wanted.items():
        of_variant = [batch for batch in batches if batch.variant_id == variant_id]
        for batch, pieces in _spread(quantity, [(batch, free[batch]) for batch in of_variant]):
            taken[batch, reference] = pieces
            free[batch] -= pieces
    shelf.set_aside({batch: batch.free - free[batch] for batch in batches if batch.free > free[batch]})
    Allocation.objects.bulk_create(
        Allocation(batch=batch, reference=reference, quantity=pieces)
        for (batch, reference), pieces in taken.items()
    )
    return {
        reference: sum(pieces for (_, name), pieces in taken.items() if name == reference)
        for reference in wanted
    }


@transaction.atomic
def release(reference: str, quantity: int) -> None:
    """Give pieces back that were set aside, those that keep longest first. Raises NotSetAside."""
    kept = _set_aside_for(reference)
    freed = _lessen(quantity, list(reversed(kept)))
    shelf.set_free(freed)
    at = f"{clock.now():%Y%m%dT%H%M%S.%f}"
    outbox.publish_all(PiecesFreed(pk, reference, at) for pk in sorted({batch.variant_id for batch in freed}))


@transaction.atomic
def take_out(reference: str, quantity: int, *, shipment: str, batch_id: int | None = None) -> list[Picked]:
    """Hand pieces that were set aside to a shipment; says which lots they are. Raises NotSetAside.

    With `batch_id` they come from that batch and no other; without, first expired goes out first.
    """
    kept = _set_aside_for(reference)
    if batch_id is not None:
        kept = [allocation for allocation in kept if allocation.batch_id == batch_id]
    taken = _lessen(quantity, kept)
    shelf.set_free(taken)
    for batch, pieces in taken.items():
        shelf.put(batch, Movement.Kind.SHIPMENT, -pieces, actor=None, reference=shipment)
    return [
        Picked(batch.pk, batch.lot, batch.serial, batch.expires_on, pieces) for batch, pieces in taken.items()
    ]


def _set_aside_for(reference: str) -> list[Allocation]:
    """What a reference has, first expired first, with the shelf locked."""
    shelf.lock(Allocation.objects.filter(reference=reference).values_list("batch__variant_id", flat=True))
    order = (F("batch__expires_on").asc(nulls_last=True), "batch_id")
    return list(Allocation.objects.filter(reference=reference).select_related("batch").order_by(*order))


def _lessen(quantity: int, allocations: list[Allocation]) -> dict[Batch, int]:
    """Take exactly so many pieces from allocations in their order; says how many of each batch."""
    parts = list(_spread(quantity, [(allocation, allocation.quantity) for allocation in allocations]))
    if quantity < 1 or sum(pieces for _, pieces in parts) < quantity:
        raise NotSetAside
    taken: dict[Batch, int] = {}
    for allocation, pieces in parts:
        taken[allocation.batch] = taken.get(allocation.batch, 0) + pieces
        rest = allocation.quantity - pieces
        rows = Allocation.objects.filter(pk=allocation.pk)
        if rest:
            rows.update(quantity=rest)
        else:
            rows.delete()
    return taken


def _spread(quantity: int, sources: Iterable[tuple[Source, int]]) -> Iterator[tuple[Source, int]]:
    """Fill a quantity from sources in their order."""
    for source, available in sources:
        part = min(quantity, available)
        if part > 0:
            yield source, part
            quantity -= part
