"""Complaints about devices: what happened goes soon, what the manufacturer was told, with the register.

Regulation (EU) 2017/745 art. 14(5) has distributors keep a register of complaints, of devices that are not as
they should be, of recalls and withdrawals; art. 14(6) and art. 25 ask that authorities are answered for ten
years. An entry without what was complained of is no register. So the words that a member of staff chose for
the manufacturer, about the device and without names, stay with number, goods and days through an erasure
(GDPR art. 17(3)(b)); whose device it was, what they wrote themselves and what came of it do not, and go two
years after the case is closed. Who complained is erased only once the manufacturer knows: see `ties`.
"""

from privacy.register import declare
from privacy.vocabulary import TRACING, Category, Erase, Keep

REGISTER = Keep(years=10, after="closed", since="closed_at", law="Regulation (EU) 2017/745 art. 14")
WHAT_HAPPENED = Keep(years=2, after="closed", since="closed_at")

complaint = declare("devices.DeviceComplaint", subject="subject", purposes=(TRACING,), keep=REGISTER)
complaint.personal("subject", category=Category.LINK, erase=Erase.UNLINK, keep=WHAT_HAPPENED)
complaint.personal("described", category=Category.FREE_TEXT, erase=Erase.BLANK, keep=WHAT_HAPPENED)
complaint.personal("told", category=Category.FREE_TEXT, erase=Erase.KEEP, source="staff")
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
