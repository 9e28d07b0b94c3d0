"""Pieces are set aside for an order line, given back, or taken out to be shipped."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db import transaction
from django.db.models import F

from d4d.foundation import clock
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
    _write_down(taken)
    return {
        reference: sum(pieces for (_, name), pieces in taken.items() if name == reference)
        for reference in wanted
    }


@transaction.atomic
def release(reference: str, quantity: int) -> None:
    """Give pieces back that were set aside, those that keep longest first. Raises NotSetAside."""
    kept = _set_aside_for(reference)
    given = _exactly(quantity, list(reversed(kept)))
    _lessen(given)
    shelf.set_free({allocation.batch: pieces for allocation, pieces in given})


@transaction.atomic
def take_out(reference: str, quantity: int, *, shipment: str) -> list[Picked]:
    """Hand pieces that were set aside to a shipment; says which lots they are. Raises NotSetAside."""
    taken = _exactly(quantity, _set_aside_for(reference))
    _lessen(taken)
    shelf.set_free({allocation.batch: pieces for allocation, pieces in taken})
    for allocation, pieces in taken:
        shelf.put(allocation.batch, Movement.Kind.SHIPMENT, -pieces, actor=None, reference=shipment)
    return [
        Picked(batch.pk, batch.lot, batch.serial, batch.expires_on, pieces)
        for batch, pieces in ((allocation.batch, pieces) for allocation, pieces in taken)
    ]


def _write_down(taken: Mapping[tuple[Batch, str], int]) -> None:
    """Add to what a reference has of a batch already, or begin it."""
    fresh = []
    before = _existing(taken)
    for (batch, reference), pieces in taken.items():
        if allocation := before.get((batch.pk, reference)):
            Allocation.objects.filter(pk=allocation).update(quantity=F("quantity") + pieces)
        else:
            fresh.append(Allocation(batch=batch, reference=reference, quantity=pieces))
    Allocation.objects.bulk_create(fresh)


def _existing(taken: Iterable[tuple[Batch, str]]) -> dict[tuple[int, str], int]:
    batches = {batch.pk for batch, _ in taken}
    references = {reference for _, reference in taken}
    rows = Allocation.objects.filter(batch__in=batches, reference__in=references)
    return {
        (batch, reference): pk for pk, batch, reference in rows.values_list("pk", "batch_id", "reference")
    }


def _set_aside_for(reference: str) -> list[Allocation]:
    """What a reference has, first expired first, with the shelf locked."""
    shelf.lock(Allocation.objects.filter(reference=reference).values_list("batch__variant_id", flat=True))
    order = (F("batch__expires_on").asc(nulls_last=True), "batch_id")
    return list(Allocation.objects.filter(reference=reference).select_related("batch").order_by(*order))


def _exactly(quantity: int, allocations: list[Allocation]) -> list[tuple[Allocation, int]]:
    parts = list(_spread(quantity, [(allocation, allocation.quantity) for allocation in allocations]))
    if quantity < 1 or sum(pieces for _, pieces in parts) < quantity:
        raise NotSetAside
    return parts


def _lessen(parts: Iterable[tuple[Allocation, int]]) -> None:
    for allocation, pieces in parts:
        if pieces == allocation.quantity:
            allocation.delete()
        else:
            Allocation.objects.filter(pk=allocation.pk).update(quantity=F("quantity") - pieces)


def _spread(quantity: int, sources: Iterable[tuple[Source, int]]) -> Iterator[tuple[Source, int]]:
    """Fill a quantity from sources in their order."""
    for source, available in sources:
        part = min(quantity, available)
        if part > 0:
            yield source, part
            quantity -= part
