"""What happens on the shelves."""

from dataclasses import dataclass

from d4d.foundation.outbox import Event


@dataclass(frozen=True, slots=True)
class GoodsReceived(Event):
    """Pieces came onto the shelf: received, returned, or found at a count."""

    topic = "stock.goods-received"
    variant_id: int
    movement_id: int


@dataclass(frozen=True, slots=True)
class PiecesFreed(Event):
    """Pieces that were kept for an order lie free on the shelf again; `at` tells one time from another."""

    topic = "stock.pieces-freed"
    variant_id: int
    reference: str
    at: str
