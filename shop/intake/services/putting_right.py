"""An order by mail or phone that nobody paid yet is put right: called off, and a draft once more."""

from uuid import UUID

from django.db import transaction

from d4d.foundation import states
from shop.intake.models import Draft, DraftLine
from shop.intake.services.editing import NotOpen
from shop.intake.services.taking_in import numbered
from shop.orders import services as orders
from shop.orders.models import Order

_WHO = ("origin", "person", "practice", "address", "terms")
_SAID = ("reference", "delivery_note", "text", "received_at")
_LINE = ("position", "written", "variant", "quantity", "match", "suggested")
_PRICE = ("agreed_e4", "price_reason", "priced_by")


@transaction.atomic
def put_right(draft_id: int, *, reason: str, by: UUID | None) -> Draft:
    """An order that waits for its payment is called off and is a draft once more.

    Its link ends and its lines stay. What was written goes thirty days after it came, as it would have.
    Raises NotOpen when it is paid or called off meanwhile; nothing has changed then.
    """
    placed = Draft.objects.select_related("order").get(pk=draft_id)
    if placed.order is None:
        raise NotOpen
    try:
        orders.cancel(placed.order.pk, reason=reason, by=by, waiting=Order.State.AWAITING_PAYMENT)
    except orders.CannotBeCancelled:
        raise NotOpen from None
    same = {name: getattr(placed, name) for name in (*_WHO, *_SAID)}
    anew = Draft.objects.create(number=numbered(), taken_by=by, **same)
    DraftLine.objects.bulk_create(
        DraftLine(draft=anew, **{name: getattr(line, name) for name in (*_LINE, *_PRICE)})
        for line in placed.lines.in_order()
    )
    states.begin(anew, anew.state, by=by)
    return anew
