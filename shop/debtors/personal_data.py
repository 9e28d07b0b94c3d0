"""What is owed by whom, and what we did about it: part of the books, kept as long as these."""

from privacy.register import declare, impersonal
from privacy.vocabulary import (
    BOOKS,
    CLAIM,
    COLLECTION,
    FISCAL,
    FIVE_YEARS,
    ORDER,
    WHILE_ACTIVE,
    Category,
    Erase,
)

impersonal(
    "debtors.InterestRate",
    "debtors.CostScale",
    "debtors.CostBand",
    "debtors.ReminderLevel",
    "debtors.CreditStep",
    why="what the law and the house set for everybody",
    is_open=True,
)

reminder = declare(
    "debtors.Reminder",
    subject="practice__subject",
    purposes=(CLAIM, BOOKS),
    keep=FISCAL.counted_from("decided_on"),
)
reminder.personal("practice", category=Category.LINK, erase=Erase.KEEP)
reminder.personal("level", "decided_on", "sent_at", category=Category.PAYMENT, erase=Erase.KEEP)

line = declare(
    "debtors.ReminderLine",
    subject="reminder__practice__subject",
    purposes=(CLAIM, BOOKS),
    keep=FISCAL,
    part_of="reminder",
)
line.personal("reminder", "invoice", category=Category.LINK, erase=Erase.KEEP)
line.personal("level", "open_cents", category=Category.PAYMENT, erase=Erase.KEEP)

dispute = declare(
    "debtors.Dispute",
    subject="invoice__practice__subject",
    purposes=(CLAIM, BOOKS),
    keep=FISCAL.counted_from("ended_on"),
)
dispute.personal("invoice", category=Category.LINK, erase=Erase.KEEP)
dispute.personal("reason", category=Category.FREE_TEXT, erase=Erase.BLANK, source="staff")
dispute.impersonal("state", "began_on", "ended_on", why="how far the dispute is")

pause = declare(
    "debtors.Pause",
    subject="practice__subject",
    purposes=(CLAIM, BOOKS),
    keep=FISCAL.counted_from("ended_on"),
)
pause.personal("practice", category=Category.LINK, erase=Erase.KEEP)
pause.personal("reason", category=Category.FREE_TEXT, erase=Erase.BLANK, source="staff")
pause.impersonal("state", "began_on", "until_on", "ended_on", why="how long it lasts")

case = declare(
    "debtors.CollectionCase",
    subject="practice__subject",
    purposes=(CLAIM, BOOKS),
    keep=FISCAL.counted_from("closed_on"),
)
case.personal("practice", category=Category.LINK, erase=Erase.KEEP, to=(COLLECTION,))
case.impersonal(
    "state", "decided_at", "sent_at", "customer_told_at", "closed_on", why="how far the collection is"
)

claim = declare(
    "debtors.CollectionLine",
    subject="case__practice__subject",
    purposes=(CLAIM, BOOKS),
    keep=FISCAL,
    part_of="case",
)
claim.personal("case", "invoice", category=Category.LINK, erase=Erase.KEEP)
claim.personal("open_cents", category=Category.PAYMENT, erase=Erase.KEEP, to=(COLLECTION,))
claim.impersonal(
    "sent_at", "customer_told_at", "recalled_on", "recall_sent_at", why="how far the collection is"
)

proposal = declare(
    "debtors.CreditProposal",
    subject="practice__subject",
    purposes=(ORDER,),
    keep=FIVE_YEARS.counted_from("proposed_at"),
)
proposal.personal("practice", category=Category.LINK, erase=Erase.KEEP)
proposal.personal(
    "kind",
    "state",
    "limit_cents",
    "before_cents",
    "count",
    category=Category.PAYMENT,
    erase=Erase.KEEP,
    source="us",
)
proposal.personal("reason", category=Category.FREE_TEXT, erase=Erase.BLANK, source="staff")
proposal.impersonal(
    "proposed_at", "decided_at", "review_asked_at", "reviewed_at", why="when what was decided"
)

wish = declare(
    "debtors.StatementWish",
    subject="practice__subject",
    purposes=(BOOKS,),
    keep=WHILE_ACTIVE,
)
wish.personal("practice", category=Category.LINK, erase=Erase.DELETE_ROW)
wish.personal("since", category=Category.CHOICE, erase=Erase.DELETE_ROW)
wish.impersonal("sent_for", why="how far the sending is")

# What people recognise in a copy.
line.shown_with("invoice__number")
dispute.shown_with("invoice__number", "state", "began_on", "ended_on")
pause.shown_with("state", "began_on", "ended_on")
case.shown_with("state", "decided_at", "closed_on")
claim.shown_with("invoice__number", "recalled_on")
proposal.shown_with("proposed_at", "decided_at")
