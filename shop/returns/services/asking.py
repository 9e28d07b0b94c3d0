"""A practice asks to send pieces back, and may think better of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.db.models import Sum

from d4d.foundation import clock, numbering, photos, states
from shop.orders.models import OrderLine
from shop.returns.models import Return, ReturnedPieces, ReturnPhoto
from shop.returns.services.moving import go, lock, tell

MOST_PHOTOS = 4
NEVER_CAME = "the goods did not come"


class CannotBeReturned(Exception):
    """So many pieces were not delivered, or came back already."""


class AlreadyOpen(CannotBeReturned):
    """A return of this line is under way: one at a time."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a practice says of the pieces that it wants to send back."""

    quantity: int
    reason: str
    wish: str
    explanation: str = ""
    photos: Sequence[UploadedFile] = ()


def returnable(line: OrderLine) -> int:
    """Pieces of a line that were delivered and did not come back."""
    came = ReturnedPieces.objects.filter(back__order_line=line).aggregate(sum=Sum("quantity"))["sum"]
    return line.shipped - int(came or 0)


def ask(line: OrderLine, asked: Asked, *, by: UUID) -> Return:
    """Ask to send pieces of a line back. Raises AlreadyOpen or CannotBeReturned; nothing has changed then."""
    redrawn = [photos.redrawn(upload) for upload in asked.photos]  # it takes seconds
    try:
        with transaction.atomic():
            back = _written(line, asked, by)
            for picture in redrawn:
                ReturnPhoto.objects.create(back=back, file=picture)
            return back
    except IntegrityError:
        if Return.objects.open().filter(order_line=line).exists():
            raise AlreadyOpen(line.number) from None
        raise


def withdraw(return_id: int, *, by: UUID | None, reason: str = "") -> None:
    """It need not come back any more; possible until the goods are here. Raises NotNow."""
    with transaction.atomic():
        go(lock(return_id), Return.State.WITHDRAWN, by=by, reason=reason)


def withdraw_what_never_came() -> int:
    """Goods that were announced and did not come in time are not waited for any longer; says how many."""
    before = clock.now() - timedelta(days=settings.RETURN_DAYS)
    waiting = Return.objects.filter(state=Return.State.ACCEPTED, requested_at__lt=before)
    late = list(waiting.values_list("pk", flat=True))
    for return_id in late:
        withdraw(return_id, by=None, reason=NEVER_CAME)
    return len(late)


def _written(line: OrderLine, asked: Asked, by: UUID) -> Return:
    held = OrderLine.objects.select_for_update(of=("self",)).select_related("order").get(pk=line.pk)
    if Return.objects.open().filter(order_line=held).exists():
        raise AlreadyOpen(held.number)
    if not 1 <= asked.quantity <= returnable(held):
        raise CannotBeReturned(held.number)
    year = clock.today().year
    back = Return.objects.create(
        number=f"R{year}-{numbering.draw(f'return:{year}'):05}",
        practice_id=held.order.practice_id,
        order_line=held,
        quantity=asked.quantity,
        reason=Return.Reason(asked.reason),
        wish=Return.Wish(asked.wish),
        explanation=asked.explanation,
        requested_by=by,
        requested_at=clock.now(),
    )
    states.begin(back, back.state, by=by)
    tell(back)
    return back
