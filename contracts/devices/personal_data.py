"""Devices belong to a practice; who works there is not written on them."""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from privacy.register import declare, impersonal
from privacy.vocabulary import MAINTENANCE, ONE_YEAR, TRACING, WHILE_ACTIVE, Category, Erase, Keep

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

# --- the ledger of traces, and recalls: neither restriction nor erasure touches what the law asks for ------

TRACE = Keep(
    years=10,
    after="the manufacturer's last unit",
    since="last_unit__on",
    law="Regulation (EU) 2017/745 art. 25",
)
TRACE_OF_IMPLANTS = replace(TRACE, years=15)
IMPLANTS = {"is_implantable": True}

impersonal("devices.LastUnit", why="what manufacturers still make, not who bought it")
impersonal("devices.Recall", why="which goods are called back; its report holds figures only")

trace = declare("devices.Trace", subject="subject", purposes=(TRACING,), keep=TRACE)
trace.stays(IMPLANTS, TRACE_OF_IMPLANTS)
trace.personal("subject", category=Category.LINK, erase=Erase.KEEP)
trace.personal(
    "customer_number", "practice_name", "kvk_number", category=Category.COMPANY, erase=Erase.KEEP
)
trace.personal(
    "street",
    "house_number",
    "addition",
    "postcode",
    "city",
    "country",
    category=Category.ADDRESS,
    erase=Erase.KEEP,
)
trace.personal(
    "article", "description", "udi_di", "lot", "serial", "quantity", category=Category.ORDER, erase=Erase.KEEP
)
trace.impersonal(
    "origin",
    "last_unit",
    "manufacturer",
    "supplier",
    "shipped_on",
    "is_implantable",
    why="facts about the goods",
)

came_back = declare(
    "devices.TraceReturn",
    subject="trace__subject",
    purposes=(TRACING,),
    keep=TRACE.counted_from("trace__last_unit__on"),
    part_of="trace",
)
came_back.stays({"trace__is_implantable": True}, TRACE_OF_IMPLANTS.counted_from("trace__last_unit__on"))
came_back.personal("trace", "quantity", category=Category.ORDER, erase=Erase.KEEP)
came_back.personal(
    "actor",
    category=Category.LINK,
    erase=Erase.UNLINK,
    keep=ONE_YEAR.counted_from("on"),
    source="staff",
    subject="actor",
)
came_back.impersonal("on", "reference", why="facts about the goods")

notice = declare(
    "devices.RecallNotice",
    subject="subject",
    purposes=(TRACING,),
    keep=TRACE.counted_from("trace__last_unit__on"),
    part_of="trace",
)
notice.stays({"trace__is_implantable": True}, TRACE_OF_IMPLANTS.counted_from("trace__last_unit__on"))
notice.personal("subject", "trace", category=Category.LINK, erase=Erase.KEEP)
notice.personal(
    "token",
    category=Category.LINK,
    erase=Erase.KEEP,
    source="us",
    hidden=_("a key with which others could answer in your name"),
)
notice.personal("pieces", "pieces_left", "pieces_used", category=Category.ORDER, erase=Erase.KEEP)
notice.personal(
    "letter", category=Category.ADDRESS, erase=Erase.KEEP, at_end=Erase.DELETE_FILE, source="us"
)
notice.impersonal(
    "recall", "state", "way", "turn", "sent_at", "acknowledged_at", why="how far we are with a letter"
)

# --- complaints about devices: what happened goes soon, what the manufacturer was told stays --------------

REGISTER = Keep(years=10, after="closed", since="closed_at", law="Regulation (EU) 2017/745 art. 14")
WHAT_HAPPENED = Keep(years=2, after="closed", since="closed_at")

complaint = declare("devices.DeviceComplaint", subject="subject", purposes=(TRACING,), keep=REGISTER)
complaint.personal("subject", category=Category.LINK, erase=Erase.UNLINK, keep=WHAT_HAPPENED)
complaint.personal("described", category=Category.FREE_TEXT, erase=Erase.BLANK, keep=WHAT_HAPPENED)
complaint.personal("serial", "lot", category=Category.ORDER, erase=Erase.KEEP)
complaint.impersonal(
    "number",
    "kind",
    "state",
    "product",
    "told",
    "told_to",
    "outcome",
    "received_at",
    "due_at",
    "forwarded_at",
    "closed_at",
    why="about the device; the manufacturer reads no name",
)

complaint_step = declare(
    "devices.DeviceComplaintEvent",
    subject="complaint__subject",
    purposes=(TRACING,),
    keep=REGISTER.counted_from("complaint__closed_at"),
    part_of="complaint",
)
complaint_step.personal("complaint", category=Category.LINK, erase=Erase.KEEP)
complaint_step.personal(
    "note",
    category=Category.FREE_TEXT,
    erase=Erase.BLANK,
    keep=WHAT_HAPPENED.counted_from("complaint__closed_at"),
    source="staff",
)
complaint_step.personal(
    "actor",
    category=Category.LINK,
    erase=Erase.UNLINK,
    keep=WHAT_HAPPENED.counted_from("complaint__closed_at"),
    source="staff",
    subject="actor",
)
complaint_step.impersonal("what", "at", why="which step, and when")

trace.shown_with("shipped_on", "supplier", "manufacturer")
came_back.shown_with("on")
notice.shown_with("recall__number", "recall__title", "state", "sent_at", "acknowledged_at")
complaint.shown_with("number", "kind", "state", "received_at")
complaint_step.shown_with("complaint__number", "what", "at")
