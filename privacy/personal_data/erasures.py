"""Who was erased, what a claim holds, and what went by itself."""

from django.utils.translation import gettext_lazy as _

from privacy.register import declare, impersonal
from privacy.vocabulary import ACCOUNTABILITY, WHILE_ACTIVE, Category, Erase, Keep

# The run must outlive its line in the journal (a year): an unknown line would call for a repetition.
erased = Keep(years=2, after="done", since="finished_at", law="GDPR art. 5(2)")

run = declare("privacy.ErasureRun", subject="subject", purposes=(ACCOUNTABILITY,), keep=erased)
run.personal("subject", category=Category.LINK, erase=Erase.KEEP, source="us")
run.personal("actor", category=Category.LINK, erase=Erase.UNLINK, source="staff", subject="actor")
run.personal(
    "sealed_address",
    category=Category.CONTACT,
    erase=Erase.KEEP,
    at_end=Erase.BLANK,
    keep=Keep(days=1, after="begun", since="started_at", law="GDPR art. 12(3)"),
    hidden=_("only the letter with the receipt can read it"),
)
run.impersonal(
    "uuid",
    "request",
    "origin",
    "state",
    "language",
    "asked_at",
    "due_at",
    "started_at",
    "finished_at",
    "report",
    why="that an erasure was done, when, and how many rows of which table",
)

impersonal(
    "privacy.ErasureItem", why="numbers of rows and names of columns; part of an erasure", is_open=True
)

hold = declare(
    "privacy.Hold",
    subject="subject",
    purposes=(ACCOUNTABILITY,),
    keep=Keep(years=1, after="released", since="released_at", law="GDPR art. 17(3)(e)"),
)
hold.personal("subject", category=Category.LINK, erase=Erase.KEEP, source="us")
hold.personal("reason", category=Category.FREE_TEXT, erase=Erase.KEEP, source="staff")
hold.personal("placed_by", category=Category.LINK, erase=Erase.UNLINK, source="staff", subject="placed_by")
hold.personal(
    "released_by", category=Category.LINK, erase=Erase.UNLINK, source="staff", subject="released_by"
)
hold.impersonal("tables", "rows", "review_on", "placed_at", "released_at", why="what is held, and until when")

impersonal("privacy.RetentionRun", why="how many rows of which rule went", is_open=True)

idle = declare("privacy.IdleNotice", subject="subject", purposes=(ACCOUNTABILITY,), keep=WHILE_ACTIVE)
idle.personal("subject", category=Category.LINK, erase=Erase.DELETE_ROW, source="us")
idle.impersonal("last_used_at", "first_at", "second_at", why="when an account was used, and a letter sent")
