"""Devices go with the practice that they stand in, and complaints about them must reach the manufacturer."""

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contracts.devices.models import Device, DeviceComplaint
from privacy.ties import Tie


def ties_of(subject: UUID) -> list[Tie]:
    """Each complaint that the manufacturer must hear first, and how many devices go."""
    return [*_complaints(subject), *_devices(subject)]


def _complaints(subject: UUID) -> list[Tie]:
    """Afterwards nobody could tell any more what was wrong (Regulation (EU) 2017/745 art. 14(5))."""
    waiting = DeviceComplaint.objects.to_forward().filter(subject__uuid=subject).order_by("pk")
    text = _("We still bring your complaint %(number)s to the manufacturer, within a day.")
    return [Tie(text % {"number": one.number}, blocks=True) for one in waiting]


def _devices(subject: UUID) -> list[Tie]:
    count = Device.objects.filter(practice__subject__uuid=subject).count()
    if not count:
        return []
    text = ngettext(
        "%(count)s device and its reports are erased too: take the dossier along first.",
        "%(count)s devices and their reports are erased too: take the dossier along first.",
        count,
    )
    return [Tie(text % {"count": count}, link=reverse("devices:list"))]
