"""What was agreed with a practice about its devices; contracts are business records."""

from privacy.register import declare, impersonal
from privacy.vocabulary import BOOKS, FISCAL, MAINTENANCE, Category, Erase

impersonal(
    "agreements.Plan",
    "agreements.PlanPrice",
    "agreements.Index",
    why="what we offer, to everybody",
    is_open=True,
)

ENDED = FISCAL.counted_from("ended_on")

contract = declare(
    "agreements.Contract", subject="practice__subject", purposes=(MAINTENANCE, BOOKS), keep=ENDED
)
contract.personal("practice", "continues", category=Category.LINK, erase=Erase.KEEP)
contract.personal("paper", category=Category.COMPANY, erase=Erase.KEEP, at_end=Erase.DELETE_FILE)
contract.personal("reference", category=Category.FREE_TEXT, erase=Erase.BLANK)
contract.personal("agreed_by", category=Category.LINK, erase=Erase.UNLINK, subject="agreed_by")
contract.impersonal(
    "number",
    "plan",
    "state",
    "starts_on",
    "ends_on",
    "renews_on",
    "visits_a_year",
    "response_hours",
    "covers_labour",
    "covers_parts",
    "covers_loan",
    "term_months",
    "notice_months",
    "renews",
    "billing",
    "period_months",
    "payment",
    "waits_for_mandate",
    "counted_from",
    "bill_from",
    "bill_on",
    "bill_refused",
    "origin",
    "agreed_at",
    "notice_given_on",
    "ended_on",
    "created_at",
    why="the terms of a contract",
)

line = declare(
    "agreements.ContractLine",
    subject="contract__practice__subject",
    purposes=(MAINTENANCE, BOOKS),
    keep=FISCAL,
    part_of="contract",
)
line.personal("contract", "device", "description", category=Category.LINK, erase=Erase.KEEP)
line.impersonal("price_cents", "starts_on", "ends_on", why="the terms of a contract")

period = declare(
    "agreements.BillingPeriod",
    subject="contract__practice__subject",
    purposes=(BOOKS,),
    keep=FISCAL,
    part_of="contract",
)
period.personal("contract", "invoice", "credited_by", category=Category.LINK, erase=Erase.KEEP)
period.impersonal("first_on", "last_on", "part", "net_cents", "billed_at", why="what was billed")

charge = declare(
    "agreements.Charge",
    subject="period__contract__practice__subject",
    purposes=(BOOKS,),
    keep=FISCAL,
    part_of="period__contract",
)
charge.personal("period", "line", category=Category.LINK, erase=Erase.KEEP)
charge.impersonal("turn_on", "first_on", "last_on", "net_cents", why="what was billed")

reminder = declare(
    "agreements.Reminder",
    subject="contract__practice__subject",
    purposes=(MAINTENANCE,),
    keep=FISCAL,
    part_of="contract",
)
reminder.personal("contract", category=Category.LINK, erase=Erase.KEEP)
reminder.impersonal("term_on", "notice_by", "sent_at", why="what was told of a contract")

indexation = declare(
    "agreements.Indexation",
    subject="contract__practice__subject",
    purposes=(MAINTENANCE, BOOKS),
    keep=FISCAL,
    part_of="contract",
)
indexation.personal("contract", category=Category.LINK, erase=Erase.KEEP)
indexation.impersonal(
    "index", "from_on", "before_cents", "after_cents", "sent_at", why="what was told of a contract"
)

contract.shown_with("number", "state", "starts_on", "ends_on", "agreed_at")
contract.also_for("agreed_by")
line.shown_with("contract__number", "price_cents", "starts_on", "ends_on")
period.shown_with("contract__number", "first_on", "last_on", "net_cents")
charge.shown_with("period__contract__number", "first_on", "last_on", "net_cents")
reminder.shown_with("contract__number", "term_on", "sent_at")
indexation.shown_with("contract__number", "from_on", "before_cents", "after_cents")
