"""Visits to a practice and what was found there: kept as long as the practice is ours, like its devices.

An inspector asks for the reports of a device's whole life. Which engineer came, and who signed, is forgotten
earlier.
"""

from privacy.register import declare, impersonal
from privacy.vocabulary import CLAIMS, MAINTENANCE, WHILE_ACTIVE, Category, Erase

CLOSED = CLAIMS.counted_from("closed_at")
FINISHED = CLAIMS.counted_from("finished_at")

impersonal(
    "service.Checklist",
    "service.ChecklistItem",
    why="what is checked on sorts of devices, not people",
    is_open=True,
)

visit = declare("service.Visit", subject="practice__subject", purposes=(MAINTENANCE,), keep=WHILE_ACTIVE)
visit.personal("practice", category=Category.LINK, erase=Erase.DELETE_ROW)
visit.personal("wish", category=Category.FREE_TEXT, erase=Erase.DELETE_ROW)
visit.personal(
    "engineer", category=Category.LINK, erase=Erase.UNLINK, keep=CLOSED, source="staff", subject="engineer"
)
visit.impersonal(
    "contract",
    "turn",
    "carried_from",
    "state",
    "due_on",
    "starts_at",
    "ends_at",
    "sequence",
    "reminded_at",
    "closed_at",
    "created_at",
    why="facts about the visit",
)

seen = declare(
    "service.VisitDevice",
    subject="visit__practice__subject",
    purposes=(MAINTENANCE,),
    keep=WHILE_ACTIVE,
    part_of="visit",
)
seen.personal("visit", "device", category=Category.LINK, erase=Erase.DELETE_ROW)
seen.impersonal("state", why="facts about the visit")

slot = declare(
    "service.Slot",
    subject="visit__practice__subject",
    purposes=(MAINTENANCE,),
    keep=WHILE_ACTIVE,
    part_of="visit",
)
slot.personal("visit", category=Category.LINK, erase=Erase.DELETE_ROW)
slot.personal("engineer", category=Category.LINK, erase=Erase.UNLINK, source="staff", subject="engineer")
slot.impersonal("starts_at", "ends_at", why="times that we offer")

draft = declare(
    "service.ReportDraft",
    subject="visit__practice__subject",
    purposes=(MAINTENANCE,),
    keep=WHILE_ACTIVE,
    part_of="visit",
)
draft.personal("visit", category=Category.LINK, erase=Erase.DELETE_ROW)
draft.personal("answers", category=Category.FREE_TEXT, erase=Erase.BLANK, source="staff")
draft.impersonal("key", "saved_at", why="facts about the draft")

photo = declare(
    "service.ReportPhoto",
    subject="visit__practice__subject",
    purposes=(MAINTENANCE,),
    keep=WHILE_ACTIVE,
    part_of="visit",
)
photo.personal("visit", category=Category.LINK, erase=Erase.DELETE_ROW)
photo.personal("file", category=Category.FREE_TEXT, erase=Erase.DELETE_FILE, source="staff")
photo.impersonal("key", "added_at", why="facts about the photo")

report = declare(
    "service.ServiceReport",
    subject="visit__practice__subject",
    purposes=(MAINTENANCE,),
    keep=WHILE_ACTIVE,
    part_of="visit",
)
report.personal("visit", category=Category.LINK, erase=Erase.DELETE_ROW)
report.personal(
    "engineer", category=Category.LINK, erase=Erase.UNLINK, keep=FINISHED, source="staff", subject="engineer"
)
report.personal("signed_by", category=Category.IDENTITY, erase=Erase.BLANK, keep=FINISHED)
report.personal("remarks", category=Category.FREE_TEXT, erase=Erase.BLANK, source="staff")
report.impersonal("key", "finished_at", "labour_minutes", why="facts about the work")

sheet = declare(
    "service.ReportSheet",
    subject="report__visit__practice__subject",
    purposes=(MAINTENANCE,),
    keep=WHILE_ACTIVE,
    part_of="report__visit",
)
sheet.personal("report", category=Category.LINK, erase=Erase.DELETE_ROW)
sheet.personal("file", category=Category.FREE_TEXT, erase=Erase.DELETE_FILE, source="us")

told = declare(
    "service.ReportDevice",
    subject="report__visit__practice__subject",
    purposes=(MAINTENANCE,),
    keep=WHILE_ACTIVE,
    part_of="report__visit",
)
told.personal("report", "seen", category=Category.LINK, erase=Erase.DELETE_ROW)
told.personal("note", category=Category.FREE_TEXT, erase=Erase.BLANK, source="staff")
told.impersonal("checklist", "outcome", why="facts about the work")

answer = declare(
    "service.ReportAnswer",
    subject="device__report__visit__practice__subject",
    purposes=(MAINTENANCE,),
    keep=WHILE_ACTIVE,
    part_of="device__report__visit",
)
answer.personal("device", category=Category.LINK, erase=Erase.DELETE_ROW)
answer.impersonal("item", "answer", "measured_e3", why="the state of a device")

part = declare(
    "service.ReportPart",
    subject="device__report__visit__practice__subject",
    purposes=(MAINTENANCE,),
    keep=WHILE_ACTIVE,
    part_of="device__report__visit",
)
part.personal("device", category=Category.LINK, erase=Erase.DELETE_ROW)
part.impersonal("variant", "description", "quantity", "unit_price_e4", why="what was used")

visit.shown_with("due_on", "starts_at", "state")
seen.shown_with("visit__due_on", "state")
slot.shown_with("starts_at", "ends_at")
draft.shown_with("saved_at")
photo.shown_with("added_at")
report.shown_with("finished_at", "labour_minutes")
sheet.shown_with("report__finished_at")
told.shown_with("outcome")
answer.shown_with("item__label", "answer", "measured_e3")
part.shown_with("description", "quantity")
