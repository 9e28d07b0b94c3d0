"""Which pieces go into the boxes of a shipment: from exactly which lots and serial numbers."""

from collections import Counter
from collections.abc import Iterator, Mapping, Set
from functools import cached_property

from django.db.models import Q, QuerySet, Sum

from d4d.foundation import clock
from shop.shipping.models import Shipment, ShipmentLine
from shop.stock.models import Allocation, Batch

Shelf = dict[Batch, int]


class NotEnough(Exception):
    """Less lies ready than was planned for this shipment."""


class Choice:
    """What lies ready for the lines of a shipment, and what others were promised of it.

    What another closed box holds stays in it. What was scanned goes first; then what was set aside
    first, after the share of shipments that were on the pick list before this one.
    """

    def __init__(self, shipment: Shipment, scanned: Set[str] = frozenset()) -> None:
        self._shipment, self._scanned = shipment, scanned
        lines = shipment.lines.select_related("order_line__variant__product").order_by("pk")
        self._planned = list(lines)

    def lines(self) -> list[ShipmentLine]:
        """The lines of the shipment, one per batch, not yet kept. Raises NotEnough."""
        return [
            ShipmentLine(
                shipment=self._shipment,
                order_line=planned.order_line,
                batch=batch,
                quantity=pieces,
                lot=batch.lot,
                serial=batch.serial,
                expires_on=batch.expires_on,
            )
            for planned in self._planned
            for batch, pieces in self._of(planned).items()
        ]

    def is_set_aside(self, mark: str) -> bool:
        """Whether a scanned lot or serial number lies ready for one of the lines."""
        return any(mark == mark_of(batch) for shelf in self._ready.values() for batch in shelf)

    def _of(self, planned: ShipmentLine) -> Shelf:
        shelf = self._ready.get(planned.order_line.shelf_reference, {})
        scanned_last = sorted(shelf, key=self._is_scanned)
        promised = _taken(self._promised[planned.order_line_id], scanned_last, shelf)
        left = {batch: pieces - promised.get(batch, 0) for batch, pieces in shelf.items()}
        scanned_first = sorted(shelf, key=self._is_scanned, reverse=True)
        taken = _taken(planned.quantity, scanned_first, left)
        if sum(taken.values()) < planned.quantity:
            raise NotEnough
        return taken

    def _is_scanned(self, batch: Batch) -> bool:
        return mark_of(batch) in self._scanned

    @cached_property
    def _ready(self) -> dict[str, Shelf]:
        references = {line.order_line.shelf_reference: line.order_line_id for line in self._planned}
        fresh = Q(batch__expires_on=None) | Q(batch__expires_on__gt=clock.today())
        allocations = Allocation.objects.filter(fresh, reference__in=references).select_related("batch")
        ready: dict[str, Shelf] = {}
        for one in allocations.order_by("pk"):
            shelf = ready.setdefault(one.reference, {})
            shelf[one.batch] = shelf.get(one.batch, 0) + one.quantity
        for reference, shelf in ready.items():
            for batch in shelf:
                shelf[batch] -= self._in_closed_boxes[references[reference], batch.pk]
        return ready

    @cached_property
    def _in_closed_boxes(self) -> Counter[tuple[int, int | None]]:
        packed = self._of_other_shipments().filter(shipment__state=Shipment.State.PACKED)
        sums = packed.values_list("order_line_id", "batch_id").annotate(pieces=Sum("quantity"))
        return Counter({(line_id, batch_id): pieces for line_id, batch_id, pieces in sums})

    @cached_property
    def _promised(self) -> Counter[int]:
        before = Q(shipment__sequence__lt=self._shipment.sequence, shipment__state=Shipment.State.TO_PICK)
        sums = self._of_other_shipments().filter(before).values_list("order_line_id")
        return Counter(dict(sums.annotate(pieces=Sum("quantity"))))

    def _of_other_shipments(self) -> QuerySet[ShipmentLine]:
        return ShipmentLine.objects.filter(shipment__order=self._shipment.order_id).exclude(
            shipment=self._shipment
        )


def mark_of(goods: Batch | ShipmentLine) -> str:
    """What is scanned of goods: their serial number, or else their lot; empty when they have neither."""
    return goods.serial or goods.lot


def _taken(quantity: int, batches: list[Batch], available: Mapping[Batch, int]) -> Shelf:
    return {batch: pieces for batch, pieces in _spread(quantity, batches, available) if pieces > 0}


def _spread(
    quantity: int, batches: list[Batch], available: Mapping[Batch, int]
) -> Iterator[tuple[Batch, int]]:
    for batch in batches:
        part = min(quantity, max(available[batch], 0))
        yield batch, part
        quantity -= part
