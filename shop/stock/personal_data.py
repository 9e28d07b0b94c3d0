"""Stock knows no customers; a movement names the member of staff who made it."""

from privacy.register import declare, impersonal
from privacy.vocabulary import ACCOUNTABILITY, Category, Erase, Keep

impersonal(
    "stock.Supplier",
    "stock.Batch",
    "stock.Allocation",
    why="goods and companies we buy from",
    is_open=True,
)

movement = declare(
    "stock.Movement",
    subject="actor",
    purposes=(ACCOUNTABILITY,),
    keep=Keep(years=7, after="recorded", since="at"),
)
movement.personal("actor", category=Category.LINK, erase=Erase.UNLINK, source="staff")
movement.personal("reason", category=Category.FREE_TEXT, erase=Erase.BLANK, source="staff")
movement.impersonal("batch", "kind", "quantity", "reference", "at", why="pieces on a shelf")

movement.shown_with("kind", "quantity", "reference", "at")
