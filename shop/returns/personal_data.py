"""Returns: what was said about them goes two years after they are over; credit notes stay in the books."""

from privacy.register import declare
from privacy.vocabulary import CLAIMS, ORDER, Category, Erase

CLOSED = CLAIMS.counted_from("closed_at")
OF_THE_RETURN = CLAIMS.counted_from("back__closed_at")

back = declare("returns.Return", subject="practice__subject", purposes=(ORDER,), keep=CLOSED)
back.personal("practice", "order_line", "replacement", category=Category.LINK, erase=Erase.DELETE_ROW)
back.personal("explanation", category=Category.FREE_TEXT, erase=Erase.DELETE_ROW)
back.personal("answer", category=Category.FREE_TEXT, erase=Erase.DELETE_ROW, source="staff")
back.personal("requested_by", category=Category.LINK, erase=Erase.UNLINK, subject="requested_by")
back.impersonal(
    "number",
    "quantity",
    "reason",
    "wish",
    "state",
    "requested_at",
    "closed_at",
    why="facts about the goods",
)

photo = declare(
    "returns.ReturnPhoto",
    subject="back__practice__subject",
    purposes=(ORDER,),
    keep=OF_THE_RETURN,
    part_of="back",
)
photo.personal("back", category=Category.LINK, erase=Erase.DELETE_ROW)
photo.personal("file", category=Category.FREE_TEXT, erase=Erase.DELETE_FILE)
photo.impersonal("added_at", why="facts about the photo")

pieces = declare(
    "returns.ReturnedPieces",
    subject="back__practice__subject",
    purposes=(ORDER,),
    keep=OF_THE_RETURN,
    part_of="back",
)
pieces.personal("back", "shipment_line", category=Category.LINK, erase=Erase.DELETE_ROW)
pieces.personal("lot", "serial", category=Category.DELIVERY, erase=Erase.DELETE_ROW)
pieces.personal("actor", category=Category.LINK, erase=Erase.UNLINK, source="staff", subject="actor")
pieces.impersonal("quantity", "fate", "at", why="facts about the goods")

# What people recognise in a copy; who asked for a return gets one of it too.
back.shown_with("number", "state", "quantity", "reason", "requested_at", "closed_at")
back.also_for("requested_by")
photo.shown_with("back__number", "added_at")
pieces.shown_with("back__number", "quantity", "at")
