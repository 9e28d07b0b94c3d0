"""The sticker on a device: a code with an opaque address, and where that leads."""

from io import BytesIO

import segno
from django.conf import settings
from django.urls import reverse

from contracts.devices.models import Device

_leads_to: list[str] = []


def lead_to(url_name: str) -> None:
    """Let a room above say, at start-up, to which page a sticker leads; it gets the device's number."""
    _leads_to[:] = [url_name]


def target(device: Device) -> str:
    """Where somebody of the practice arrives who scans a sticker: reporting a fault, else the passport."""
    name = _leads_to[0] if _leads_to else "devices:detail"
    return reverse(name, args=[device.pk])


def address(device: Device) -> str:
    """What the code says: an address with a random word, and nothing else."""
    return f"{settings.PUBLIC_ORIGIN}{reverse('devices:scanned', args=[device.token])}"


def picture(device: Device) -> bytes:
    """The code as a drawing."""
    drawn = BytesIO()
    segno.make(address(device), error="m", micro=False).save(
        drawn, kind="svg", border=2, xmldecl=False, omitsize=True, svgclass=None, lineclass=None
    )
    return drawn.getvalue()
