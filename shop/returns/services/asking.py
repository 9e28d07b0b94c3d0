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
from d4d.foundation.models import StateChange
from shop.orders.models import OrderLine
from shop.returns.models import Return, ReturnedPieces, ReturnPhoto
from shop.returns.services.moving import NotNow, go, lock, tell

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


def ask(line: OrderLine, asked: Asked, *, by: UUID, for_them: bool = False) -> Return:
    """Ask to send pieces of a line back. Raises AlreadyOpen or CannotBeReturned; nothing has changed then.

    `for_them` says that somebody at the desk writes down what a practice asked by mail or phone.
    """
    pictures = [_kept(upload) for upload in asked.photos]  # it takes seconds: before a number is drawn
    try:
        with transaction.atomic():
            back = _written(line, asked, by, for_them=for_them)
            for picture in pictures:
                picture.back = back
                picture.save()
            return back
    except Exception as refusal:
        for picture in pictures:
            picture.file.delete(save=False)
        if isinstance(refusal, IntegrityError) and Return.objects.open().filter(order_line=line).exists():
            raise AlreadyOpen(line.number) from None
        raise


def withdraw(return_id: int, *, by: UUID | None, reason: str = "") -> None:
    """It need not come back any more; possible until the goods are here. Raises NotNow."""
    with transaction.atomic():
        go(lock(return_id), Return.State.WITHDRAWN, by=by, reason=reason)


def withdraw_what_never_came() -> int:
    """Goods that were announced and did not come in time are not waited for any longer; says how many."""
    before = clock.now() - timedelta(days=settings.RETURN_DAYS)
    accepted = StateChange.objects.filter(
        kind=Return._meta.label, went_to=Return.State.ACCEPTED, at__lt=before
    )
    waiting = Return.objects.filter(state=Return.State.ACCEPTED, pk__in=accepted.values("row_id"))
    return sum(_withdrawn(return_id) for return_id in waiting.values_list("pk", flat=True))


def _withdrawn(return_id: int) -> bool:
    try:
        withdraw(return_id, by=None, reason=NEVER_CAME)
    except NotNow:  # it came a moment ago
        return False
    return True


def _kept(upload: UploadedFile) -> ReturnPhoto:
    """A photo whose file is kept already, of no return yet."""
    photo = ReturnPhoto()
    photo.file.save("photo.jpg", photos.redrawn(upload), save=False)
    return photo


def _written(line: OrderLine, asked: Asked, by: UUID, *, for_them: bool) -> Return:
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
        requested_by=None if for_them else by,
        requested_at=clock.now(),
    )
    states.begin(back, back.state, by=by)
    tell(back)
    return back
