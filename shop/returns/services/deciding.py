"""We say whether goods may come back, and how; or that what came back earns no credit."""

from uuid import UUID

from django.db import transaction

from shop.returns.models import Return
from shop.returns.services.moving import go, lock


@transaction.atomic
def accept(return_id: int, instructions: str, *, by: UUID) -> None:
    """The goods may come back; the practice reads how to send them. Raises NotNow."""
    _answer(return_id, Return.State.ACCEPTED, instructions, by)


@transaction.atomic
def refuse(return_id: int, why: str, *, by: UUID) -> None:
    """The goods do not come back, or earn no credit when they are here; the practice reads why.

    Raises NotNow.
    """
    _answer(return_id, Return.State.REFUSED, why, by)


def _answer(return_id: int, to: str, answer: str, by: UUID) -> None:
    back = lock(return_id)
    go(back, to, by=by)
    back.answer = answer
    back.save(update_fields=["answer"])
