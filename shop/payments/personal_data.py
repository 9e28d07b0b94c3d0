"""Payments: the provider's number, method, state and amount; never an account or card number."""

from privacy.register import declare
from privacy.vocabulary import BOOKS, FISCAL, MOLLIE, PAYMENT, Category, Erase

payment = declare(
    "payments.Payment",
    subject="order__practice__subject",
    purposes=(PAYMENT, BOOKS),
    keep=FISCAL.counted_from("order__books_closed_on"),
    part_of="order",
)
payment.personal("order", category=Category.LINK, erase=Erase.KEEP)
payment.personal(
    "amount_cents",
    "method",
    "state",
    "provider_id",
    "refunded_cents",
    "charged_back_cents",
    "paid_at",
    category=Category.PAYMENT,
    erase=Erase.KEEP,
    source="Mollie",
    to=(MOLLIE,),
)
payment.impersonal(
    "attempt",
    "idempotency_key",
    "token",
    "checkout_url",
    "created_at",
    "looked_at",
    why="the technique of the try",
)

sighting = declare(
    "payments.Sighting",
    subject="payment__order__practice__subject",
    purposes=(PAYMENT, BOOKS),
    keep=FISCAL.counted_from("payment__order__books_closed_on"),
    part_of="payment__order",
)
sighting.personal("payment", category=Category.LINK, erase=Erase.KEEP)
sighting.personal(
    "status",
    "amount_cents",
    "refunded_cents",
    "charged_back_cents",
    "at",
    category=Category.PAYMENT,
    erase=Erase.KEEP,
    source="Mollie",
)

refund = declare(
    "payments.Refund",
    subject="payment__order__practice__subject",
    purposes=(PAYMENT, BOOKS),
    keep=FISCAL.counted_from("payment__order__books_closed_on"),
    part_of="payment__order",
)
refund.personal("payment", "credit_note", "repeats", category=Category.LINK, erase=Erase.KEEP)
refund.personal(
    "amount_cents", "state", "provider_id", category=Category.PAYMENT, erase=Erase.KEEP, to=(MOLLIE,)
)
refund.impersonal("occasion", "idempotency_key", "created_at", why="the technique of the refund")

# What people recognise in a copy.
payment.shown_with("order__number", "created_at")
sighting.shown_with("payment__order__number")
refund.shown_with("payment__order__number", "created_at")
