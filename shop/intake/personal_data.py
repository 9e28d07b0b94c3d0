"""Orders by mail or phone: what was written goes after thirty days, the draft two years after it closed.

Whoever writes without an account is known by their mailbox only; the source of that is on record, and their
first letter from us says where the privacy statement stands (GDPR art. 13).
"""

from privacy.register import declare
from privacy.vocabulary import BREVO, ORDER, SHORT, Category, Erase, Keep

WRITTEN = Keep(days=30, after="received", since="received_at")
CLOSED = Keep(years=2, after="closed", since="closed_at")
ENDED = Keep(days=90, after="ended", since="ended_at")
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

asked = declare("intake.PriceQuote", subject="practice__subject", purposes=(ORDER,), keep=CLOSED)
asked.personal("practice", "order", category=Category.LINK, erase=Erase.DELETE_ROW)
asked.personal(
    "person", category=Category.LINK, erase=Erase.UNLINK, subject="person", at_end=Erase.DELETE_ROW
)
asked.personal(
    "note", category=Category.FREE_TEXT, erase=Erase.BLANK, subject="person", at_end=Erase.DELETE_ROW
)
asked.impersonal(
    "number",
    "state",
    "is_ours",
    "valid_until",
    "asked_at",
    "offered_at",
    "reminded_at",
    "closed_at",
    why="how far we are with it",
)

asked_line = declare(
    "intake.PriceQuoteLine",
    subject="quote__practice__subject",
    purposes=(ORDER,),
    keep=CLOSED.counted_from("quote__closed_at"),
    part_of="quote",
)
asked_line.personal("quote", category=Category.LINK, erase=Erase.DELETE_ROW)
asked_line.personal("variant", "quantity", category=Category.ORDER, erase=Erase.DELETE_ROW)
asked_line.personal(
    "price_reason", category=Category.FREE_TEXT, erase=Erase.BLANK, source="staff", at_end=Erase.DELETE_ROW
)
asked_line.personal(
    "priced_by", category=Category.LINK, erase=Erase.UNLINK, source="staff", subject="priced_by"
)
asked_line.impersonal("position", "unit_price_e4", why="what we offered")

recurrence = declare("intake.Recurrence", subject="practice__subject", purposes=(ORDER,), keep=ENDED)
recurrence.personal("practice", category=Category.LINK, erase=Erase.DELETE_ROW)
recurrence.personal(
    "person", category=Category.LINK, erase=Erase.UNLINK, subject="person", at_end=Erase.DELETE_ROW
)
recurrence.personal("name", category=Category.FREE_TEXT, erase=Erase.DELETE_ROW)
recurrence.impersonal("state", "weeks", "next_on", "created_at", "ended_at", why="its rhythm")

repeated = declare(
    "intake.RecurrenceLine",
    subject="recurrence__practice__subject",
    purposes=(ORDER,),
    keep=ENDED.counted_from("recurrence__ended_at"),
    part_of="recurrence",
)
repeated.personal("recurrence", category=Category.LINK, erase=Erase.DELETE_ROW)
repeated.personal("variant", "quantity", category=Category.ORDER, erase=Erase.DELETE_ROW)

correspondent.shown_with("source", "last_heard_at")
draft.shown_with("number", "state", "origin", "received_at")
line.shown_with("draft__number", "position")
link.shown_with("order__number", "expires_at")
asked.shown_with("number", "state", "asked_at", "valid_until")
asked_line.shown_with("quote__number", "position", "unit_price_e4")
recurrence.shown_with("state", "weeks", "next_on")
repeated.shown_with("recurrence__name")
