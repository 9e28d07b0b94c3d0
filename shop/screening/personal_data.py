"""Why an order of a practice was held; a year, then it is gone, whatever becomes of the order."""

from privacy.register import declare, impersonal
from privacy.vocabulary import ONE_YEAR, SECURITY, Category, Erase
from shop.screening.models import Rule

impersonal("screening.Rule", why="which orders we look at first; nobody stands in it")

screening = declare(
    "screening.Screening",
    subject="order__practice__subject",
    purposes=(SECURITY,),
    keep=ONE_YEAR.counted_from("held_at"),
    part_of="order",
)
screening.personal("order", category=Category.LINK, erase=Erase.DELETE_ROW)
screening.personal(
    "reasons",
    category=Category.ORDER,
    erase=Erase.DELETE_ROW,
    source="us",
    schema=dict.fromkeys(Rule.Check.values, Category.ORDER),
)
screening.impersonal("held_at", "due_at", why="when we looked")
screening.shown_with("order__number", "held_at")
