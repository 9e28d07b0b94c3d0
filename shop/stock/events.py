"""What happens on the shelves."""

from dataclasses import dataclass

from d4d.foundation.outbox import Event


@dataclass(frozen=True, slots=True)
class GoodsReceived(Event):
    """Pieces came onto the shelf: received, returned, or found at a count."""

    topic = "stock.goods-received"
    variant_id: int
    movement_id: int
