"""What a practice ordered; who ordered it, and where it went."""

from privacy.register import declare
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

order = declare("orders.Order", subject="practice__subject", purposes=(ORDER, BOOKS), keep=FISCAL)
order.personal("practice", category=Category.LINK, erase=Erase.KEEP)
order.personal("placed_by", category=Category.LINK, erase=Erase.UNLINK, keep=CLAIMS)
order.personal("vat_id", category=Category.COMPANY, erase=Erase.KEEP, purposes=(BOOKS,))
order.personal(
    "reference",
    "delivery_note",
    category=Category.FREE_TEXT,
    erase=Erase.BLANK,
    keep=CLAIMS,
    purposes=(ORDER,),
)
order.personal(
    "delivery_first_name",
    "delivery_last_name",
    category=Category.IDENTITY,
    erase=Erase.BLANK,
    keep=CLAIMS,
    purposes=(DELIVERY,),
    to=COURIERS,
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
    why="facts about the order",
)

line = declare("orders.OrderLine", subject="order__practice__subject", purposes=(ORDER, BOOKS), keep=FISCAL)
line.personal("order", category=Category.LINK, erase=Erase.KEEP)
line.personal("variant", "number", "name", "quantity", category=Category.ORDER, erase=Erase.KEEP)
line.impersonal(
    "position",
    "unit_price_e4",
    "vat_class",
    "vat_permille",
    "net_cents",
    "allocated",
    "shipped",
    "cancelled",
    "expected_on",
    why="facts about the goods",
)

cancellation = declare(
    "orders.Cancellation", subject="order__practice__subject", purposes=(ORDER, ACCOUNTABILITY), keep=FISCAL
)
cancellation.personal("order", category=Category.LINK, erase=Erase.KEEP)
cancellation.personal("actor", category=Category.LINK, erase=Erase.UNLINK)
cancellation.personal("reason", category=Category.FREE_TEXT, erase=Erase.BLANK, keep=CLAIMS)
cancellation.impersonal("is_whole_order", "at", why="facts about the order")

called_off = declare(
    "orders.CancelledLine",
    subject="cancellation__order__practice__subject",
    purposes=(ORDER, BOOKS),
    keep=FISCAL,
)
called_off.personal("cancellation", "line", category=Category.LINK, erase=Erase.KEEP)
called_off.impersonal("quantity", why="facts about the goods")
