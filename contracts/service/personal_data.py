"""Visits to a practice: when, about which devices, and which engineer came."""

from privacy.register import declare
from privacy.vocabulary import CLAIMS, MAINTENANCE, Category, Erase

CLOSED = CLAIMS.counted_from("closed_at")

visit = declare("service.Visit", subject="practice__subject", purposes=(MAINTENANCE,), keep=CLOSED)
visit.personal("practice", category=Category.LINK, erase=Erase.DELETE_ROW)
visit.personal("engineer", category=Category.LINK, erase=Erase.UNLINK, source="staff", subject="engineer")
visit.impersonal(
    "contract",
    "turn",
    "carried_from",
    "state",
    "due_on",
    "starts_at",
    "ends_at",
    "closed_at",
    "created_at",
    why="facts about the visit",
)

seen = declare(
    "service.VisitDevice",
    subject="visit__practice__subject",
    purposes=(MAINTENANCE,),
    keep=CLAIMS,
    part_of="visit",
)
seen.personal("visit", "device", category=Category.LINK, erase=Erase.DELETE_ROW)
seen.impersonal("state", why="facts about the visit")

visit.shown_with("due_on", "starts_at", "state")
seen.shown_with("visit__due_on", "state")
