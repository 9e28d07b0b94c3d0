"""Devices go with the practice that they stand in: who leaves hears it before."""

from uuid import UUID

from django.urls import reverse
from django.utils.translation import ngettext

from contracts.devices.models import Device
from privacy.ties import Tie


def ties_of(subject: UUID) -> list[Tie]:
    """How many devices go, with their reports; it holds nobody back."""
    count = Device.objects.filter(practice__subject__uuid=subject).count()
    if not count:
        return []
    text = ngettext(
        "%(count)s device and its reports are erased too: take the dossier along first.",
        "%(count)s devices and their reports are erased too: take the dossier along first.",
        count,
    )
    return [Tie(text % {"count": count}, link=reverse("devices:list"))]
