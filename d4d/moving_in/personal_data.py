"""What came from the old shop is kept as long as the books must be, counted from its own day."""

from privacy.register import declare, impersonal
from privacy.vocabulary import BOOKS, FISCAL, Category, Erase

impersonal("moving_in.Moved", why="marks of old numbers, so that nobody is brought back twice")

line = declare(
    "moving_in.OldLine",
    subject="practice__subject",
    purposes=(BOOKS,),
    keep=FISCAL.counted_from("ordered_on"),
)
line.personal("practice", category=Category.LINK, erase=Erase.KEEP, source="our old shop")
line.personal(
    "order",
    "ordered_on",
    "article",
    "description",
    "quantity",
    "amount_cents",
    category=Category.ORDER,
    erase=Erase.KEEP,
    source="our old shop",
)

invoice = declare(
    "moving_in.OldInvoice",
    subject="practice__subject",
    purposes=(BOOKS,),
    keep=FISCAL.counted_from("issued_on"),
)
invoice.personal("practice", category=Category.LINK, erase=Erase.KEEP, source="our old shop")
invoice.personal(
    "number",
    "issued_on",
    "total_cents",
    "open_cents",
    category=Category.INVOICE,
    erase=Erase.KEEP,
    source="our old shop",
)
invoice.personal(
    "file", category=Category.INVOICE, erase=Erase.KEEP, at_end=Erase.DELETE_FILE, source="our old shop"
)

agreement = declare(
    "moving_in.OldAgreement",
    subject="practice__subject",
    purposes=(BOOKS,),
    keep=FISCAL.counted_from("starts_on"),
)
agreement.personal("practice", category=Category.LINK, erase=Erase.KEEP, source="our old shop")
agreement.personal(
    "kind",
    "reference",
    "what",
    "starts_on",
    "ends_on",
    "amount_cents",
    category=Category.ORDER,
    erase=Erase.KEEP,
    source="our old shop",
)
