"""Orders that repeat: a reminder in a rhythm, which can be skipped, paused and ended."""

from collections.abc import Mapping
from datetime import timedelta

from django.db import transaction

from accounts.models import Practice, User
from d4d.foundation import clock, outbox, states
from shop.cart import services as cart
from shop.cart.services import Added
from shop.intake.events import RecurrenceDue
from shop.intake.models import Recurrence, RecurrenceLine
from shop.orders.models import Order

State = Recurrence.State


class NothingToRepeat(Exception):
    """There are no pieces to order again."""


@transaction.atomic
def repeat(practice: Practice, user: User, pieces: Mapping[int, int], *, name: str, weeks: int) -> Recurrence:
    """Remind somebody of these articles (pieces by id of variant), the first time after one rhythm.

    Raises NothingToRepeat.
    """
    if not pieces:
        raise NothingToRepeat
    made = Recurrence.objects.create(
        practice=practice,
        person=user.subject.uuid,
        name=name,
        weeks=weeks,
        next_on=clock.today() + timedelta(weeks=weeks),
    )
    RecurrenceLine.objects.bulk_create(
        RecurrenceLine(recurrence=made, variant_id=pk, quantity=quantity) for pk, quantity in pieces.items()
    )
    states.begin(made, made.state, by=user.subject.uuid)
    return made


def pieces_of(order: Order) -> dict[int, int]:
    """What an order was for, by id of variant; what was called off is left out."""
    pieces: dict[int, int] = {}
    for line in order.lines.all():
        if not line.is_service and line.quantity > line.cancelled:
            left = line.quantity - line.cancelled
            pieces[line.variant_id] = pieces.get(line.variant_id, 0) + left
    return pieces


def fill_cart(recurrence: Recurrence, user: User) -> Added:
    """What is due goes into somebody's cart, at today's prices; the order is theirs to place."""
    pieces = dict(recurrence.lines.values_list("variant_id", "quantity"))
    return cart.put_all(recurrence.practice, user, pieces)


@transaction.atomic
def skip(recurrence_id: int) -> Recurrence:
    """The next time is left out."""
    row = Recurrence.objects.select_for_update().get(pk=recurrence_id)
    row.next_on = row.after(row.next_on)
    row.save(update_fields=["next_on"])
    return row


@transaction.atomic
def turn(recurrence_id: int, to: str, user: User) -> Recurrence:
    """Pause it, let it run again or end it. Raises states.MoveNotAllowed."""
    row = Recurrence.objects.select_for_update().get(pk=recurrence_id)
    states.move(row, State(to), by=user.subject.uuid)
    if row.state == State.ACTIVE and row.next_on <= clock.today():
        row.next_on = row.after(clock.today())
    row.ended_at = clock.now() if row.state == State.ENDED else None
    row.save(update_fields=["next_on", "ended_at"])
    return row


def remind_of_recurrences() -> int:
    """Who has a repeating order whose day has come is reminded once, also when we are late; says how many."""
    due = Recurrence.objects.due(clock.today()).filter(practice__state__in=Practice.MAY_ORDER)
    return sum(_remind(pk) for pk in due.values_list("pk", flat=True))


@transaction.atomic
def _remind(recurrence_id: int) -> bool:
    row = Recurrence.objects.due(clock.today()).select_for_update().filter(pk=recurrence_id).first()
    if row is None:
        return False
    due_on = row.next_on
    row.next_on = row.after(clock.today())
    row.save(update_fields=["next_on"])
    outbox.publish(RecurrenceDue(recurrence_id=row.pk, due_on=due_on.isoformat()))
    return True
