"""Complaints about devices: what happened goes soon, what the manufacturer was told, with the register."""

from privacy.register import declare
from privacy.vocabulary import TRACING, Category, Erase, Keep

REGISTER = Keep(years=10, after="closed", since="closed_at", law="Regulation (EU) 2017/745 art. 14")
WHAT_HAPPENED = Keep(years=2, after="closed", since="closed_at")

complaint = declare("devices.DeviceComplaint", subject="subject", purposes=(TRACING,), keep=REGISTER)
complaint.personal("subject", category=Category.LINK, erase=Erase.UNLINK, keep=WHAT_HAPPENED)
complaint.personal("described", category=Category.FREE_TEXT, erase=Erase.BLANK, keep=WHAT_HAPPENED)
complaint.personal("told", category=Category.FREE_TEXT, erase=Erase.BLANK, source="staff")
complaint.personal(
    "outcome", category=Category.FREE_TEXT, erase=Erase.BLANK, keep=WHAT_HAPPENED, source="staff"
)
complaint.personal("serial", "lot", category=Category.ORDER, erase=Erase.KEEP)
complaint.impersonal(
    "number",
    "kind",
    "state",
    "product",
    "told_to",
    "received_at",
    "due_at",
    "forwarded_at",
    "closed_at",
    why="about the device and its manufacturer",
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

complaint.shown_with("number", "kind", "state", "received_at")
complaint_step.shown_with("complaint__number", "what", "at")
