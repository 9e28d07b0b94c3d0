"""What was agreed with a practice about its devices; contracts are business records."""

from privacy.register import declare, impersonal
from privacy.vocabulary import BOOKS, FISCAL, MAINTENANCE, Category, Erase

impersonal("agreements.Plan", "agreements.PlanPrice", why="what we offer, to everybody")

ENDED = FISCAL.counted_from("ended_on")

contract = declare(
    "agreements.Contract", subject="practice__subject", purposes=(MAINTENANCE, BOOKS), keep=ENDED
)
contract.personal("practice", category=Category.LINK, erase=Erase.KEEP)
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

contract.shown_with("number", "state", "starts_on", "ends_on", "agreed_at")
contract.also_for("agreed_by")
line.shown_with("contract__number", "price_cents", "starts_on", "ends_on")
