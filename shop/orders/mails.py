"""Letters about orders: to who ordered, and to who manages the practice when that is somebody else."""

import logging
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.urls import reverse

from accounts.models import Membership
from d4d.foundation import clock, states
from d4d.foundation.mail import Letter
from privacy.gate import NotPermitted
from privacy.letters import post
from privacy.vocabulary import ORDER
from shop.catalogue.delivery_day import promise
from shop.orders.models import Cancellation, Order, OrderLine
from shop.orders.readers import Choice, Reader, orderer
from shop.orders.services.cancelling import NOT_APPROVED, NOT_PAID

log = logging.getLogger("d4d.orders")


def confirm(order_id: int, to: Choice) -> None:
    """Tell what was ordered, and what happens next; the room that knows a stranger tells them."""
    order = _order(order_id)
    reader = to(order)
    if reader is None or not reader.has_account:
        return
    lines = list(order.lines.select_related("variant").order_by("position"))
    waits = any(line.awaited for line in lines)
    context = {"lines": lines, "waits": waits, "arrives_on": _arrival(lines, order.placed_at)}
    _send(order, reader, "confirmed", f"order-confirmed:{order.pk}", context)


def released(order_id: int, to: Choice) -> None:
    """Tell that we have looked at an order that was held, and pack it now."""
    order = _order(order_id)
    lines = list(order.lines.order_by("position"))
    context = {
        "lines": lines,
        "waits": any(line.awaited for line in lines),
        "arrives_on": _arrival(lines, clock.now()),
    }
    _send(order, to(order), "released", f"order-released:{order.pk}", context)


def approved(order_id: int) -> None:
    """Tell who ordered that the practice has said yes."""
    order = _order(order_id)
    lines = list(order.lines.order_by("position"))
    context = {"waits": any(line.awaited for line in lines), "arrives_on": _arrival(lines, clock.now())}
    _send(order, orderer(order), "approved", f"order-approved:{order.pk}", context)


def held(order_id: int, to: Choice) -> None:
    """Tell that a paid order is looked at by one of us before it is packed, and what may follow."""
    order = _order(order_id)
    _send(order, to(order), "held", f"order-held:{order.pk}", {})


def changed(order_id: int, step_id: int, to: Choice) -> None:
    """Tell what the order is like now that we changed it, and at whose wish."""
    order = _order(order_id)
    step = states.history(order).get(pk=step_id)
    lines = list(order.lines.order_by("position"))
    _send(order, to(order), "changed", f"order-changed:{step_id}", {"lines": lines, "why": step.reason})


def called_off(cancellation_id: int, to: Choice) -> None:
    """Tell which pieces will not come, who called them off, and what becomes of the money."""
    cancellation = Cancellation.objects.get(pk=cancellation_id)
    order = _order(cancellation.order_id)
    reader = to(order)
    context = {
        "cancellation": cancellation,
        "lines": list(cancellation.lines.select_related("line").order_by("line__position")),
        "still_to_come": [line for line in order.lines.order_by("position") if line.to_come],
        "by": _who(cancellation, reader),
    }
    _send(order, reader, "cancelled", f"order-cancelled:{cancellation.pk}", context)


def _order(order_id: int) -> Order:
    return Order.objects.select_related("practice", "placed_by__subject").get(pk=order_id)


def _arrival(lines: Iterable[OrderLine], since: datetime) -> date | None:
    """When the parcel comes; there is none when only services were ordered."""
    is_sent = any(not line.is_service for line in lines)
    return promise(clock.local(since)).arrives_on if is_sent else None


def _who(cancellation: Cancellation, reader: Reader | None) -> str:
    """Who called it off, seen from the reader: you, a colleague, us, or nobody but the calendar."""
    if cancellation.actor is None:
        by_itself = {NOT_PAID: "calendar", NOT_APPROVED: "nobody"}
        return by_itself.get(cancellation.reason, "us")
    if reader and reader.subject == cancellation.actor:
        return "you"
    of_the_practice = Membership.objects.filter(
        practice=cancellation.order.practice_id, user__subject__uuid=cancellation.actor
    )
    return "colleague" if of_the_practice.exists() else "us"


def _send(order: Order, reader: Reader | None, template: str, key: str, context: dict[str, Any]) -> None:
    if reader is None:
        return
    page = settings.PUBLIC_ORIGIN + reverse("orders:detail", args=[order.number])
    letter = Letter(
        key=f"{key}:{reader.mark}",
        template=f"mail/orders/{template}",
        to=reader.email,
        language=reader.language,
        context={
            "order": order,
            "button_url": page if reader.has_account else "",
            **context,
        },
    )
    try:
        post(letter, subject=reader.subject, purpose=ORDER, occasion=f"order {order.number}")
    except NotPermitted as refusal:
        log.info("no letter about order %s (%s): %s", order.number, template, refusal)
