"""The moves of pieces that the database itself decides; variant and batches always move together."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.db.models import Case, F, IntegerField, QuerySet, Value, When
from django.db.models.expressions import Combinable

from d4d.foundation import outbox
from shop.catalogue.models import Variant
from shop.stock.events import GoodsReceived
from shop.stock.models import Batch, Movement


class ShelfMoved(Exception):
    """The shelf was not as it was read; nothing has changed."""


def lock(variant_ids: Iterable[int]) -> None:
    """Let nobody else move these variants until the transaction ends."""
    rows = Variant.objects.select_for_update().filter(pk__in=set(variant_ids)).order_by("pk")
    list(rows.values_list("pk", flat=True))


def set_aside(pieces: Mapping[Batch, int]) -> None:
    """Reserve free pieces, all or none."""
    by_batch, by_variant = _by_id(pieces)
    for rows, wanted in ((Batch.objects.all(), by_batch), (Variant.objects.all(), by_variant)):
        more = _case(wanted)
        free = rows.filter(pk__in=wanted, on_hand__gte=F("allocated") + more)
        _expect(free, wanted, allocated=F("allocated") + more)


def set_free(pieces: Mapping[Batch, int]) -> None:
    """Give reserved pieces back, all or none."""
    by_batch, by_variant = _by_id(pieces)
    for rows, given in ((Batch.objects.all(), by_batch), (Variant.objects.all(), by_variant)):
        less = _case(given)
        reserved = rows.filter(pk__in=given, allocated__gte=less)
        _expect(reserved, given, allocated=F("allocated") - less)


def put(
    batch: Batch,
    kind: Movement.Kind,
    quantity: int,
    *,
    actor: UUID | None,
    reason: str = "",
    reference: str = "",
) -> Movement:
    """Add pieces to a batch, or take free ones away, and write it in the ledger."""
    for rows, pk in ((Batch.objects.all(), batch.pk), (Variant.objects.all(), batch.variant_id)):
        room = rows.filter(pk=pk, on_hand__gte=F("allocated") - quantity)
        _expect(room, {pk: quantity}, on_hand=F("on_hand") + quantity)
    movement = Movement.objects.create(
        batch=batch, kind=kind, quantity=quantity, actor=actor, reason=reason, reference=reference
    )
    if quantity > 0:
        outbox.publish(GoodsReceived(variant_id=batch.variant_id, movement_id=movement.pk))
    return movement


def _by_id(pieces: Mapping[Batch, int]) -> tuple[dict[int, int], dict[int, int]]:
    by_batch = {batch.pk: quantity for batch, quantity in pieces.items()}
    by_variant: dict[int, int] = {}
    for batch, quantity in pieces.items():
        by_variant[batch.variant_id] = by_variant.get(batch.variant_id, 0) + quantity
    return by_batch, by_variant


def _case(quantities: Mapping[int, int]) -> Case:
    whens = [When(pk=pk, then=Value(quantity)) for pk, quantity in quantities.items()]
    return Case(*whens, default=Value(0), output_field=IntegerField())


def _expect(rows: QuerySet, wanted: Mapping[int, int], **changes: Combinable) -> None:
    if wanted and rows.update(**changes) != len(wanted):
        raise ShelfMoved
