"""Faults and repairs: that there was one stays as long as the device does, what was said about it does not.

Two years after a fault is over its words, photos and papers go, and with them who reported it.
"""

from privacy.register import Declaration, declare, impersonal
from privacy.vocabulary import (
    ACCOUNTABILITY,
    CLAIMS,
    FIVE_YEARS,
    MAINTENANCE,
    SUPPLIER,
    SUPPORT,
    WHILE_ACTIVE,
    Category,
    Erase,
    Keep,
)

CLOSED = CLAIMS.counted_from("closed_at")
OF_THE_FAULT = CLAIMS.counted_from("fault__closed_at")
OF_THE_DECLARATION = CLAIMS.counted_from("declaration__fault__closed_at")

impersonal("service.LoanDevice", "service.RepairDesk", why="devices of ours, and mailboxes of companies")

fault = declare("service.Fault", subject="practice__subject", purposes=(MAINTENANCE,), keep=WHILE_ACTIVE)
fault.personal("practice", "device", category=Category.LINK, erase=Erase.DELETE_ROW)
fault.personal("description", category=Category.FREE_TEXT, erase=Erase.BLANK, keep=CLOSED)
fault.personal("solution", category=Category.FREE_TEXT, erase=Erase.BLANK, keep=CLOSED, source="staff")
fault.personal("reported_by", category=Category.LINK, erase=Erase.UNLINK, keep=CLOSED, subject="reported_by")
fault.personal(
    "owner", category=Category.LINK, erase=Erase.UNLINK, keep=CLOSED, source="staff", subject="owner"
)
fault.impersonal(
    "number",
    "state",
    "problem",
    "urgency",
    "is_second",
    "origin",
    "reported_at",
    "due_at",
    "paused_at",
    "responded_at",
    "approach",
    "coverage",
    "contract",
    "covers_labour",
    "covers_parts",
    "covers_loan",
    "response_hours",
    "invoice",
    "closed_at",
    "created_at",
    why="facts about a fault of a device",
)


def _of_a_fault(model: str, keep: Keep, path: str = "fault") -> Declaration:
    """A table whose rows are parts of a fault."""
    return declare(
        model, subject=f"{path}__practice__subject", purposes=(MAINTENANCE,), keep=keep, part_of=path
    )


photo = _of_a_fault("service.FaultPhoto", OF_THE_FAULT)
photo.personal("fault", category=Category.LINK, erase=Erase.DELETE_ROW)
photo.personal("file", category=Category.FREE_TEXT, erase=Erase.DELETE_FILE)
photo.impersonal("added_at", why="facts about the photo")

message = _of_a_fault("service.FaultMessage", OF_THE_FAULT)
message.personal("fault", category=Category.LINK, erase=Erase.DELETE_ROW)
message.personal("text", category=Category.FREE_TEXT, erase=Erase.DELETE_ROW)
message.personal("author", category=Category.LINK, erase=Erase.UNLINK, subject="author")
message.impersonal("kind", "written_at", why="facts about the message")

quote = _of_a_fault("service.RepairQuote", OF_THE_FAULT)
quote.personal("fault", category=Category.LINK, erase=Erase.DELETE_ROW)
quote.personal("file", category=Category.ORDER, erase=Erase.DELETE_FILE, source="us")
quote.personal(
    "decided_name", category=Category.IDENTITY, erase=Erase.BLANK, subject="decided_by", source="us"
)
quote.personal("decided_by", category=Category.LINK, erase=Erase.UNLINK, subject="decided_by")
quote.impersonal(
    "number",
    "state",
    "net_cents",
    "vat_cents",
    "valid_until",
    "sent_at",
    "decided_at",
    why="what a repair costs",
)

line = _of_a_fault("service.RepairLine", WHILE_ACTIVE)
line.personal("fault", category=Category.LINK, erase=Erase.DELETE_ROW)
line.impersonal(
    "kind",
    "description",
    "quantity_e3",
    "unit_price_e4",
    "vat_class",
    "is_covered",
    "quote",
    why="work on a device",
)

declaration = _of_a_fault("service.Decontamination", OF_THE_FAULT)
declaration.personal("fault", category=Category.LINK, erase=Erase.DELETE_ROW)
declaration.personal("by_name", category=Category.IDENTITY, erase=Erase.BLANK, subject="declared_by")
declaration.personal("method", category=Category.FREE_TEXT, erase=Erase.DELETE_ROW)
declaration.personal(
    "file", category=Category.FREE_TEXT, erase=Erase.DELETE_FILE, source="us", subject="declared_by"
)
declaration.personal("declared_by", category=Category.LINK, erase=Erase.UNLINK, subject="declared_by")
declaration.impersonal(
    "treatment",
    "done_on",
    "has_storage",
    "stored_data",
    "declared_at",
    why="how a device was cleaned",
)

label = _of_a_fault("service.ReturnLabel", OF_THE_DECLARATION, "declaration__fault")
label.personal("declaration", category=Category.LINK, erase=Erase.DELETE_ROW)
label.personal("file", category=Category.DELIVERY, erase=Erase.DELETE_FILE, source="the courier")
label.personal("tracking_number", category=Category.DELIVERY, erase=Erase.DELETE_ROW, source="the courier")
label.impersonal("courier", "made_at", why="facts about the parcel")

loan = _of_a_fault("service.Loan", WHILE_ACTIVE)
loan.personal("practice", "fault", category=Category.LINK, erase=Erase.DELETE_ROW)
loan.impersonal("device", "is_covered", "out_on", "due_on", "back_on", why="where a device of ours is")

given = _of_a_fault("service.HandOver", OF_THE_FAULT)
given.personal("fault", category=Category.LINK, erase=Erase.DELETE_ROW, purposes=(SUPPORT,), to=(SUPPLIER,))
given.impersonal("desk", "with_serial", "at", "sent_at", why="which supplier helps")

removal = declare(
    "service.PatientDataRemoval",
    subject="actor",
    purposes=(ACCOUNTABILITY,),
    keep=FIVE_YEARS.counted_from("at"),
)
removal.personal("actor", category=Category.LINK, erase=Erase.UNLINK)
removal.impersonal("kind", "about", "row", "role", "breach", "at", why="that something was removed, not what")

fault.shown_with("number", "state", "problem", "urgency", "reported_at", "closed_at")
fault.also_for("reported_by")
photo.shown_with("fault__number", "added_at")
message.shown_with("fault__number", "kind", "written_at")
message.also_for("author")
quote.shown_with("number", "state", "net_cents", "valid_until")
quote.also_for("decided_by")
line.shown_with("fault__number", "description", "quantity_e3", "is_covered")
declaration.shown_with("fault__number", "treatment", "done_on", "stored_data")
declaration.also_for("declared_by")
label.shown_with("declaration__fault__number", "courier", "made_at")
loan.shown_with("fault__number", "out_on", "due_on", "back_on")
given.shown_with("fault__number", "at")
removal.shown_with("kind", "about", "role", "at")
