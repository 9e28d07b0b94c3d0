"""Devices belong to a practice; who works there is not written on them."""

from privacy.register import declare, impersonal
from privacy.vocabulary import MAINTENANCE, WHILE_ACTIVE, Category, Erase

impersonal("devices.DeviceKind", why="sorts of devices, not people")

device = declare("devices.Device", subject="practice__subject", purposes=(MAINTENANCE,), keep=WHILE_ACTIVE)
device.personal("practice", category=Category.LINK, erase=Erase.DELETE_ROW)
device.personal(
    "product",
    "variant",
    "brand",
    "model",
    "colour",
    "connection",
    "serial",
    "lot",
    "udi_di",
    "room",
    "bought_on",
    "warranty_until",
    category=Category.ORDER,
    erase=Erase.DELETE_ROW,
)
device.personal("token", category=Category.LINK, erase=Erase.DELETE_ROW, source="us")
device.impersonal("kind", "state", "retired_on", "origin", "added_at", why="facts about the device")

device.shown_with("kind__name", "state", "added_at")

change = declare(
    "devices.DeviceChange",
    subject="device__practice__subject",
    purposes=(MAINTENANCE,),
    keep=WHILE_ACTIVE,
    part_of="device",
)
change.personal("device", category=Category.LINK, erase=Erase.DELETE_ROW)
change.personal("actor", category=Category.LINK, erase=Erase.UNLINK, source="us", subject="actor")
change.impersonal("kind", "fields", "on", "at", why="that something changed, not into what")

change.shown_with("device__model", "kind", "on")
