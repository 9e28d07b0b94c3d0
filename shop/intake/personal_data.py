"""Orders by mail or phone: what was written goes after thirty days, the draft two years after it closed.

Whoever writes without an account is known by their mailbox only; the source of that is on record, and their
first letter from us says where the privacy statement stands (GDPR art. 13).
"""

from privacy.register import declare
from privacy.vocabulary import BREVO, ORDER, SHORT, Category, Erase, Keep

WRITTEN = Keep(days=30, after="received", since="received_at")
CLOSED = Keep(years=2, after="closed", since="closed_at")
UNHEARD = Keep(years=2, after="last heard of", since="last_heard_at")

correspondent = declare("intake.Correspondent", subject="subject", purposes=(ORDER,), keep=UNHEARD)
correspondent.personal("subject", category=Category.LINK, erase=Erase.DELETE_ROW)
correspondent.personal("email", category=Category.CONTACT, erase=Erase.DELETE_ROW, to=(BREVO,))
correspondent.personal("name", category=Category.IDENTITY, erase=Erase.DELETE_ROW)
correspondent.impersonal("source", "informed_at", "last_heard_at", why="where it came from, and when")

draft = declare("intake.Draft", subject="practice__subject", purposes=(ORDER,), keep=CLOSED)
draft.remembers(WRITTEN, in_column="minimised_at")
draft.personal("practice", category=Category.LINK, erase=Erase.DELETE_ROW, source="staff")
draft.personal("address", "order", category=Category.LINK, erase=Erase.DELETE_ROW, source="staff")
draft.personal(
    "person", category=Category.LINK, erase=Erase.UNLINK, subject="person", at_end=Erase.DELETE_ROW
)
draft.personal("text", category=Category.FREE_TEXT, erase=Erase.BLANK, subject="person", keep=WRITTEN)
draft.personal("reference", "delivery_note", category=Category.FREE_TEXT, erase=Erase.BLANK, subject="person")
draft.personal("taken_by", category=Category.LINK, erase=Erase.UNLINK, source="staff", subject="taken_by")
draft.impersonal(
    "number",
    "state",
    "origin",
    "terms",
    "received_at",
    "closed_at",
    "minimised_at",
    why="how far we are with it",
)

line = declare(
    "intake.DraftLine",
    subject="draft__practice__subject",
    purposes=(ORDER,),
    keep=CLOSED.counted_from("draft__closed_at"),
    part_of="draft",
)
line.personal("draft", category=Category.LINK, erase=Erase.DELETE_ROW)
line.personal(
    "written",
    category=Category.FREE_TEXT,
    erase=Erase.BLANK,
    subject="draft__person",
    keep=WRITTEN.counted_from("draft__received_at"),
)
line.personal("variant", "quantity", category=Category.ORDER, erase=Erase.DELETE_ROW)
line.personal(
    "price_reason", category=Category.FREE_TEXT, erase=Erase.BLANK, source="staff", at_end=Erase.DELETE_ROW
)
line.personal("priced_by", category=Category.LINK, erase=Erase.UNLINK, source="staff", subject="priced_by")
line.impersonal("position", "match", "suggested", "agreed_e4", why="how the line was read, and its price")

link = declare(
    "intake.PayLink",
    subject="order__practice__subject",
    purposes=(ORDER,),
    keep=SHORT.counted_from("expires_at"),
)
link.personal("order", category=Category.LINK, erase=Erase.DELETE_ROW)
link.personal("person", category=Category.LINK, erase=Erase.UNLINK, subject="person", at_end=Erase.DELETE_ROW)
link.impersonal("token_hash", "created_at", "expires_at", "used_at", why="the life of the link")

correspondent.shown_with("source", "last_heard_at")
draft.shown_with("number", "state", "origin", "received_at")
line.shown_with("draft__number", "position")
link.shown_with("order__number", "expires_at")
