"""Devices in a practice, and somebody of it with a browser."""

import struct
from datetime import date
from io import BytesIO
from itertools import count
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from accounts.models import Membership, Practice, User
from contracts.devices import papers, services
from contracts.devices.models import Device, DeviceKind, InspectionReport
from tests.shop.builders import a_member, a_practice
from tests.shop.catalogue.builders import sign_in

_numbers = count(1)
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def a_kind(code: str = "autoclave", **facts: Any) -> DeviceKind:
    """A kind of device, also where the table was emptied by another test."""
    usual = {"name": code, "name_en": code, "needs_validation": code == "autoclave"}
    return DeviceKind.objects.get_or_create(code=code, defaults=usual | facts)[0]


def a_device(practice: Practice, **facts: Any) -> Device:
    """A device that somebody of the practice wrote down."""
    usual = {"brand": "Steralis", "model": "B17", "serial": f"SN-{next(_numbers)}"}
    kind = facts.pop("kind", None) or a_kind()
    return services.add(practice.pk, services.DeviceFields(kind_id=kind.pk, **(usual | facts)), None)


def a_visitor(practice: Practice | None = None, role: str = Membership.Role.BUYER) -> tuple[User, Client]:
    """Somebody of a practice, signed in."""
    user, client = a_member(practice or a_practice(), role), Client()
    sign_in(client, user)
    return user, client


def an_upload(content: bytes = PDF, name: str = "rapport.pdf") -> SimpleUploadedFile:
    """A file as a browser sends it."""
    return SimpleUploadedFile(name, content)


def a_report(device: Device, done_on: date = date(2026, 3, 1), **facts: Any) -> InspectionReport:
    """A report that the practice handed in."""
    upload = facts.pop("upload", None) or an_upload()
    usual = {"kind": "autoclave", "valid_until": None, "title": "", "by": None}
    return services.hand_in(device, papers.taken_in(upload), done_on=done_on, **(usual | facts))


def a_photo(kind: str = "JPEG", *, owner: str = "") -> bytes:
    """A small picture; with an owner in what the camera wrote into it."""
    picture, exif, written = Image.new("RGB", (40, 30), "teal"), Image.Exif(), BytesIO()
    if owner:
        exif[0x013B] = owner  # the artist
    picture.save(written, kind, exif=exif)
    return written.getvalue()


def answers(**facts: Any) -> dict[str, Any]:
    """A filled-in form for a device."""
    usual = {"kind": a_kind().pk, "brand": "Steralis", "model": "B17", "serial": "SN-900"}
    return usual | facts


def with_a_broken_past(jpeg: bytes) -> bytes:
    """The same photo to be turned a quarter, by a camera whose make is a number."""
    words = b"Exif\0\0II*\0" + struct.pack("<IH", 8, 2)
    words += struct.pack("<HHI4s", 0x0112, 3, 1, b"\6\0\0\0")
    words += struct.pack("<HHI4s", 0x010F, 11, 1, b"\x20\0\0\0") + bytes(4)
    return jpeg[:2] + b"\xff\xe1" + struct.pack(">H", len(words) + 2) + words + jpeg[2:]
