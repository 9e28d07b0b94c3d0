"""What happens to goods that come back."""

from dataclasses import dataclass

from d4d.foundation.outbox import Event


@dataclass(frozen=True, slots=True)
class ReturnMoved(Event):
    """A return was asked for or went to another state; `step_id` says in which step."""

    topic = "returns.moved"
    return_id: int
    step_id: int


@dataclass(frozen=True, slots=True)
class PiecesCameBack(Event):
    """Pieces of one shipped line are with us again."""

    topic = "returns.pieces-came-back"
    pieces_id: int
    shipment_line_id: int
    quantity: int
    number: str
