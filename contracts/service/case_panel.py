"""What other pages show of questions: on an order, in the life of a device, in the account."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.menu import Tile
from accounts.models import Membership
from contracts.devices.models import Device
from contracts.devices.passport import Happening
from contracts.service.models import Case
from shop.orders.models import Order
from shop.orders.panels import Panel


def questions_about(order: Order) -> Panel:
    """The way to a question about an order."""
    return Panel("service/_order_question.html", {"order": order})


def asked_about(device: Device) -> list[Happening]:
    """The questions that were asked about a device."""
    rows = Case.objects.filter(device=device, practice=device.practice_id).order_by("-pk")
    return [
        Happening(
            row.received_at.date(),
            _("Question %(number)s: %(state)s") % {"number": row.number, "state": row.get_state_display()},
            "mail",
            reverse("service:case", args=[row.number]),
            reverse("admin:service_case_change", args=[row.pk]),
        )
        for row in rows
    ]


def waiting_for_you(membership: Membership) -> Tile | None:
    """How many questions wait for the practice, if any."""
    if not membership.may_see_orders:
        return None
    waiting = Case.objects.seen_by(membership).filter(state=Case.State.WAITING_FOR_CUSTOMER).count()
    label = ngettext("answer to read", "answers to read", waiting)
    return Tile(str(waiting), label, reverse("service:cases")) if waiting else None
