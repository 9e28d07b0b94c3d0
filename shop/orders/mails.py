"""Letters about orders."""

import logging

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership, User
from d4d.foundation import clock
from d4d.foundation.mail import Letter
from privacy.gate import NotPermitted
from privacy.letters import post
from privacy.vocabulary import ORDER
from shop.catalogue.delivery_day import promise
from shop.orders.models import Order

log = logging.getLogger("d4d.orders")


def confirm_to_the_orderer(order_id: int) -> None:
    """Tell who ordered what was ordered, and what happens next."""
    order = _order(order_id)
    if order.placed_by is not None:
        _confirm(order, order.placed_by)


def confirm_to_the_contact(order_id: int) -> None:
    """Tell the manager of the practice, unless they ordered themselves."""
    order = _order(order_id)
    contact = (
        Membership.objects.filter(practice=order.practice, role=Membership.Role.MANAGER, is_active=True)
        .select_related("user__subject")
        .order_by("pk")
        .first()
    )
    if contact is not None and contact.user != order.placed_by:
        _confirm(order, contact.user)


def _order(order_id: int) -> Order:
    return Order.objects.select_related("practice", "placed_by__subject").get(pk=order_id)


def _confirm(order: Order, reader: User) -> None:
    lines = list(order.lines.select_related("variant").order_by("position"))
    letter = Letter(
        key=f"order-confirmed:{order.pk}:{reader.pk}",
        template="mail/orders/confirmed",
        to=reader.email,
        language=reader.language,
        context={
            "order": order,
            "lines": lines,
            "waits": any(line.back_ordered for line in lines),
            "arrives_on": promise(clock.local(order.placed_at)).arrives_on,
            "button_url": settings.PUBLIC_ORIGIN + reverse("orders:detail", args=[order.number]),
            "button_text": _("See your order"),
        },
    )
    try:
        post(letter, subject=reader.subject.uuid, purpose=ORDER, occasion=f"order {order.number}")
    except NotPermitted as refusal:
        log.info("order %s is not confirmed by mail: %s", order.number, refusal)
