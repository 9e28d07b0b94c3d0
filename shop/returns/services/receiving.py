"""Goods are here again: which lot they are of, and whether they go on the shelf or away."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import Sum

from d4d.foundation import outbox
from shop.returns.events import PiecesCameBack
from shop.returns.models import Return, ReturnedPieces
from shop.returns.services.moving import NotNow, go, lock
from shop.shipping.models import Shipment, ShipmentLine
from shop.stock import services as stock

Fate = ReturnedPieces.Fate
HERE = (Return.State.ACCEPTED, Return.State.RECEIVED)


class NotWhatWasSent(Exception):
    """More pieces than were announced, or than went out of this lot."""


class NoShelf(Exception):
    """Pieces that came from no batch in stock cannot be put on the shelf."""


@dataclass(frozen=True, slots=True)
class CameBack:
    """Pieces of one shipped line, and where they go."""

    shipment_line_id: int
    quantity: int
    fate: str


@dataclass(frozen=True, slots=True)
class Sent:
    """A line of a shipment, with the pieces of it that did not come back yet."""

    line: ShipmentLine
    left: int


def sent_of(back: Return) -> list[Sent]:
    """What went out of the line that is returned, lot by lot."""
    lines = ShipmentLine.objects.filter(
        order_line=back.order_line_id, shipment__state=Shipment.State.HANDED_OVER
    ).order_by("pk")
    came = dict(
        ReturnedPieces.objects.filter(back__order_line=back.order_line_id)
        .order_by()
        .values_list("shipment_line")
        .annotate(sum=Sum("quantity"))
    )
    return [Sent(line, line.quantity - came.get(line.pk, 0)) for line in lines]


def fates_of(line: ShipmentLine) -> list[ReturnedPieces.Fate]:
    """Where pieces of a shipped line can go: on the shelf only into the batch they came from."""
    return [Fate.SHELF, Fate.SCRAPPED] if line.batch_id else [Fate.SCRAPPED]


@transaction.atomic
def receive(return_id: int, came: Sequence[CameBack], *, by: UUID) -> Return:
    """Write down what came back, and put on the shelf what can be sold again.

    What came later is received again. Raises NotNow, NotWhatWasSent, NoShelf or NotReceived.
    """
    back = lock(return_id)
    if back.state not in HERE:
        raise NotNow(back.state)
    sent = {one.line.pk: one for one in sent_of(back)}
    total = sum(one.quantity for one in came)
    fits = all(one.quantity >= 1 and one.quantity <= _left(sent, one) for one in came)
    if not 1 <= total <= back.still_to_come or not fits:
        raise NotWhatWasSent(back.number)
    for one in came:
        _take(back, sent[one.shipment_line_id].line, one, by)
    if back.state == Return.State.ACCEPTED:
        go(back, Return.State.RECEIVED, by=by)
    return back


def _left(sent: dict[int, Sent], one: CameBack) -> int:
    return sent[one.shipment_line_id].left if one.shipment_line_id in sent else 0


def _take(back: Return, line: ShipmentLine, one: CameBack, by: UUID) -> None:
    fate = Fate(one.fate)
    if fate not in fates_of(line):
        raise NoShelf(back.number)
    if fate == Fate.SHELF and line.batch_id:
        stock.take_back(line.batch_id, one.quantity, actor=by, reference=back.number)
    pieces = ReturnedPieces.objects.create(
        back=back,
        shipment_line=line,
        quantity=one.quantity,
        lot=line.lot,
        serial=line.serial,
        fate=fate,
        actor=by,
    )
    outbox.publish(
        PiecesCameBack(
            pieces_id=pieces.pk,
            shipment_line_id=line.pk,
            quantity=one.quantity,
            number=back.number,
        )
    )
