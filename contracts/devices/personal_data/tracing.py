"""Who got which device, and who was written to about it: neither restriction nor erasure touches that."""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from privacy.register import declare, impersonal
from privacy.vocabulary import ONE_YEAR, TRACING, Category, Erase, Keep

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
trace.personal("customer_number", "practice_name", "kvk_number", category=Category.COMPANY, erase=Erase.KEEP)
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
notice.personal("letter", category=Category.ADDRESS, erase=Erase.KEEP, at_end=Erase.DELETE_FILE, source="us")
notice.impersonal(
    "recall", "state", "way", "turn", "sent_at", "acknowledged_at", why="how far we are with a letter"
)

trace.shown_with("shipped_on", "supplier", "manufacturer")
came_back.shown_with("on")
notice.shown_with("recall__number", "recall__title", "state", "sent_at", "acknowledged_at")
