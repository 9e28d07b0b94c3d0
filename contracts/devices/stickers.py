"""The sticker on a device: a code with an opaque address, and where that leads."""

from collections.abc import Callable
from io import BytesIO

import segno
from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from contracts.devices.models import Device

Way = Callable[[Device], str]

_ways: list[Way] = []


def lead_to(way: Way) -> None:
    """Let a room above say, at start-up, at which address somebody arrives who scans a sticker."""
    _ways[:] = [way]


def target(device: Device) -> str:
    """Where somebody of the practice arrives who scans a sticker: reporting a fault, else the passport."""
    return _ways[0](device) if _ways else reverse("devices:detail", args=[device.pk])


def address(device: Device) -> str:
    """What the code says: an address with a random word, and nothing else."""
    return f"{settings.PUBLIC_ORIGIN}{reverse('devices:scanned', args=[device.token])}"


def drawing(device: Device) -> SafeString:
    """The code as part of a page: a sheet of many stickers is one request."""
    return mark_safe(picture(device).decode())  # noqa: S308 - drawn from an opaque address of ours


def picture(device: Device) -> bytes:
    """The code as a file of its own."""
    return drawn(address(device))


def drawn(text: str) -> bytes:
    """An address as a square of dots that a telephone reads."""
    written = BytesIO()
    segno.make(text, error="m", micro=False).save(
        written, kind="svg", border=2, xmldecl=False, omitsize=True, svgclass=None, lineclass=None
    )
    return written.getvalue()
