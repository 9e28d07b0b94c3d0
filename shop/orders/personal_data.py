"""What a practice ordered; who ordered it, and where it went."""

from privacy.register import declaration_of, declare
from privacy.vocabulary import (
    ACCOUNTABILITY,
    BOOKS,
    CLAIMS,
    DELIVERY,
    DHL,
    DPD,
    FISCAL,
    ORDER,
    POSTNL,
    Category,
    Erase,
)

COURIERS = (POSTNL, DHL, DPD)
BOOKS_CLOSED = FISCAL.counted_from("books_closed_on")
CLOSED = CLAIMS.counted_from("closed_at")

order = declare("orders.Order", subject="practice__subject", purposes=(ORDER, BOOKS), keep=BOOKS_CLOSED)
order.remembers(CLOSED, in_column="minimised_at")
order.personal("practice", category=Category.LINK, erase=Erase.KEEP)
order.personal(
    "placed_by", category=Category.LINK, erase=Erase.UNLINK, keep=CLOSED, subject="placed_by__subject"
)
order.personal("vat_id", category=Category.COMPANY, erase=Erase.KEEP, purposes=(BOOKS,))
order.personal(
    "reference",
    "delivery_note",
    category=Category.FREE_TEXT,
    erase=Erase.BLANK,
    keep=CLOSED,
    purposes=(ORDER,),
)
# Who leaves a practice does not take its orders along: there, the name of an employee gives way.
order.personal(
    "delivery_first_name",
    category=Category.IDENTITY,
    erase=Erase.BLANK,
    keep=CLOSED,
    purposes=(DELIVERY,),
    to=COURIERS,
    subject="placed_by__subject",
)
order.personal(
    "delivery_last_name",
    category=Category.IDENTITY,
    erase=Erase.BLANK,
    instead="medewerker",
    keep=CLOSED,
    purposes=(DELIVERY,),
    to=COURIERS,
    subject="placed_by__subject",
)
order.personal(
    "delivery_practice",
    "delivery_street",
    "delivery_house_number",
    "delivery_addition",
    "delivery_postcode",
    "delivery_city",
    "delivery_country",
    category=Category.ADDRESS,
    erase=Erase.KEEP,
    purposes=(DELIVERY, BOOKS),
    to=COURIERS,
)
order.impersonal(
    "number",
    "key",
    "state",
    "terms",
    "origin",
    "vat_treatment",
    "ships_complete",
    "goods_cents",
    "carriage_cents",
    "vat_cents",
    "total_cents",
    "placed_at",
    "paid_at",
    "closed_at",
    "books_closed_on",
    "minimised_at",
    why="facts about the order",
)

line = declare(
    "orders.OrderLine",
    subject="order__practice__subject",
    purposes=(ORDER, BOOKS),
    keep=FISCAL,
    part_of="order",
)
line.personal("order", category=Category.LINK, erase=Erase.KEEP)
line.personal("variant", "number", "name", "quantity", category=Category.ORDER, erase=Erase.KEEP)
line.impersonal(
    "position",
    "unit_price_e4",
    "is_service",
    "vat_category",
    "vat_permille",
    "net_cents",
    "allocated",
    "shipped",
    "cancelled",
    "expected_on",
    why="facts about the goods",
)

cancellation = declare(
    "orders.Cancellation",
    subject="order__practice__subject",
    purposes=(ORDER, ACCOUNTABILITY),
    keep=FISCAL,
    part_of="order",
)
short = CLAIMS.counted_from("order__closed_at")
cancellation.personal("order", category=Category.LINK, erase=Erase.KEEP)
cancellation.personal("actor", category=Category.LINK, erase=Erase.UNLINK, keep=short, subject="actor")
cancellation.personal("reason", category=Category.FREE_TEXT, erase=Erase.BLANK, keep=short)
cancellation.impersonal("is_whole_order", "at", why="facts about the order")

called_off = declare(
    "orders.CancelledLine",
    subject="cancellation__order__practice__subject",
    purposes=(ORDER, BOOKS),
    keep=FISCAL,
    part_of="cancellation__order",
)
called_off.personal("cancellation", "line", category=Category.LINK, erase=Erase.KEEP)
called_off.impersonal("quantity", why="facts about the goods")

earlier = declare(
    "orders.EarlierLine",
    subject="practice__subject",
    purposes=(ORDER, BOOKS),
    keep=FISCAL.counted_from("ordered_on"),
)
earlier.personal("practice", category=Category.LINK, erase=Erase.KEEP, source="our old shop")
earlier.personal(
    "order",
    "ordered_on",
    "article",
    "variant",
    "description",
    "quantity",
    "amount_cents",
    category=Category.ORDER,
    erase=Erase.KEEP,
    source="our old shop",
)

# The answer of VIES proves why no VAT was asked: it stays as long as the last such order does.
declaration_of("accounts.VatCheck").stays(
    {"practice__orders__vat_treatment": "intra_community"},
    FISCAL.counted_from("practice__orders__books_closed_on"),
)

# What people recognise in a copy; who placed an order gets one of it, also without being the manager.
order.shown_with("number", "state", "terms", "placed_at", "paid_at", "total_cents")
order.also_for("placed_by__subject")
line.shown_with("order__number", "position", "unit_price_e4", "net_cents")
line.also_for("order__placed_by__subject")
cancellation.shown_with("order__number", "is_whole_order", "at")
called_off.shown_with("quantity")
