"""Questions to customer service: what was asked and answered, and what colleagues noted about it.

Notes of colleagues are data about whoever asked, so that a copy shows them too (GDPR art. 15; the court of
the EU, C-434/16, holds remarks of others about somebody to be their data). The page of a practice does not:
there stands what was said to each other. Everything goes two years after the case was solved, and at once
when a person or practice is erased.
"""

from privacy.register import declare, impersonal
from privacy.vocabulary import BREVO, SUPPORT, Category, Erase, Keep

SOLVED = Keep(years=2, after="solved", since="closed_at")
PART = SOLVED.counted_from("case__closed_at")

impersonal("service.AnswerTemplate", why="answers that we give to everybody", is_open=True)

case = declare("service.Case", subject="practice__subject", purposes=(SUPPORT,), keep=SOLVED)
case.personal("practice", category=Category.LINK, erase=Erase.DELETE_ROW)
case.personal("order", "device", category=Category.LINK, erase=Erase.DELETE_ROW, source="staff")
case.personal("person", category=Category.LINK, erase=Erase.UNLINK, subject="person", at_end=Erase.DELETE_ROW)
case.personal("name", category=Category.IDENTITY, erase=Erase.BLANK, subject="person")
case.personal("email", category=Category.CONTACT, erase=Erase.BLANK, subject="person", to=(BREVO,))
case.personal("about", category=Category.FREE_TEXT, erase=Erase.BLANK, subject="person")
case.personal("owner", category=Category.LINK, erase=Erase.UNLINK, source="staff", subject="owner")
case.impersonal(
    "number",
    "state",
    "channel",
    "language",
    "received_at",
    "due_at",
    "first_answered_at",
    "closed_at",
    why="how far we are with a question",
)

message = declare(
    "service.CaseMessage", subject="case__practice__subject", purposes=(SUPPORT,), keep=PART, part_of="case"
)
message.personal("case", category=Category.LINK, erase=Erase.DELETE_ROW)
message.personal("text", category=Category.FREE_TEXT, erase=Erase.BLANK, subject="case__person")
message.personal(
    "message_id", category=Category.TECHNICAL, erase=Erase.BLANK, subject="case__person", source="your device"
)
message.personal("author", category=Category.LINK, erase=Erase.UNLINK, subject="author")
message.impersonal("direction", "is_proven", "at", why="who spoke, and when")

attachment = declare(
    "service.CaseAttachment",
    subject="message__case__practice__subject",
    purposes=(SUPPORT,),
    keep=SOLVED.counted_from("message__case__closed_at"),
    part_of="message__case",
)
attachment.personal("message", category=Category.LINK, erase=Erase.DELETE_ROW)
attachment.personal(
    "file", category=Category.FREE_TEXT, erase=Erase.DELETE_FILE, subject="message__case__person"
)

note = declare(
    "service.CaseNote", subject="case__practice__subject", purposes=(SUPPORT,), keep=PART, part_of="case"
)
note.personal("case", category=Category.LINK, erase=Erase.DELETE_ROW)
note.personal("text", category=Category.FREE_TEXT, erase=Erase.BLANK, subject="case__person", source="staff")
note.personal("author", category=Category.LINK, erase=Erase.UNLINK, subject="author", source="staff")
note.impersonal("at", why="when it was written")

# A manager gets the cases of the practice in a copy, whoever asked their own.
case.shown_with("number", "state", "channel", "received_at")
message.shown_with("case__number", "direction", "at")
attachment.shown_with("message__at")
note.shown_with("case__number", "at")
