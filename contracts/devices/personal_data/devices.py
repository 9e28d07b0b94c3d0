"""Devices belong to a practice; who works there is not written on them."""

from django.utils.translation import gettext_lazy as _

from d4d.foundation.handouts import Handout
from privacy.register import declare, impersonal
from privacy.vocabulary import MAINTENANCE, SHORT, WHILE_ACTIVE, Category, Erase

impersonal("devices.DeviceKind", "devices.ProductService", why="sorts of devices, not people")

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

report = declare(
    "devices.InspectionReport",
    subject="device__practice__subject",
    purposes=(MAINTENANCE,),
    keep=WHILE_ACTIVE,
    part_of="device",
)
report.personal("device", category=Category.LINK, erase=Erase.DELETE_ROW)
report.personal("title", category=Category.FREE_TEXT, erase=Erase.DELETE_ROW)
report.personal("file", category=Category.ORDER, erase=Erase.DELETE_FILE)
report.personal("added_by", category=Category.LINK, erase=Erase.UNLINK, source="us", subject="added_by")
report.impersonal(
    "kind",
    "done_on",
    "valid_until",
    "size",
    "added_at",
    "removed_at",
    "warned_on",
    why="facts about the report",
)

WANTED = SHORT.counted_from("wanted_at")
dossier = declare("devices.Dossier", subject="practice__subject", purposes=(MAINTENANCE,), keep=WANTED)
dossier.personal("practice", category=Category.LINK, erase=Erase.DELETE_ROW)
dossier.personal("asked_by", category=Category.LINK, erase=Erase.UNLINK, source="us", subject="asked_by")
dossier.personal(
    "file",
    category=Category.ORDER,
    erase=Erase.DELETE_FILE,
    source="us",
    hidden=_("it holds the reports that you see here"),
)
dossier.personal(
    "secret",
    category=Category.CREDENTIAL,
    erase=Erase.DELETE_ROW,
    source="us",
    hidden=_("with this key others could read the dossier"),
)
dossier.impersonal(*Handout.HOW_FAR, why="how far the dossier is")

report.shown_with("device__model", "kind", "done_on", "valid_until", "added_at")
dossier.shown_with("state", "wanted_at", "ready_at")
change.shown_with("device__model", "kind", "on")
