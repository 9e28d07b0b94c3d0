"""Payments: the provider's number, method, state and amount; never an account or card number."""

from django.utils.translation import gettext_lazy as _

from privacy.register import Declaration, declare, impersonal
from privacy.vocabulary import BOOKS, FISCAL, MOLLIE, PAYMENT, Category, Erase


def _keys(declaration: Declaration, *names: str) -> None:
    """By what the provider speaks to us about a try, and where it is paid."""
    declaration.personal(
        *names,
        category=Category.CREDENTIAL,
        erase=Erase.KEEP,
        source="us",
        to=(MOLLIE,),
        hidden=_("with this address others could pay, or speak in the name of the payment provider"),
    )


def _a_try(declaration: Declaration, *also: str) -> None:
    """What every try to pay says of money, and of how it was asked for."""
    _keys(declaration, "token", "checkout_url")
    declaration.personal(
        "amount_cents",
        "state",
        "provider_id",
        "charged_back_cents",
        "paid_at",
        *also,
        category=Category.PAYMENT,
        erase=Erase.KEEP,
        source="Mollie",
        to=(MOLLIE,),
    )
    declaration.impersonal(
        "attempt",
        "idempotency_key",
        "created_at",
        "looked_at",
        why="the technique of the try",
    )


payment = declare(
    "payments.Payment",
    subject="order__practice__subject",
    purposes=(PAYMENT, BOOKS),
    keep=FISCAL.counted_from("order__books_closed_on"),
    part_of="order",
)
payment.personal("order", category=Category.LINK, erase=Erase.KEEP)
_a_try(payment, "method", "refunded_cents")

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

bill = declare(
    "payments.BillPayment",
    subject="invoice__practice__subject",
    purposes=(PAYMENT, BOOKS),
    keep=FISCAL.counted_from("invoice__closed_on"),
    part_of="invoice",
)
bill.personal("invoice", category=Category.LINK, erase=Erase.KEEP)
_a_try(bill)

mandate = declare(
    "payments.Mandate",
    subject="practice__subject",
    purposes=(PAYMENT, BOOKS),
    keep=FISCAL.counted_from("ended_on"),
)
mandate.personal("practice", category=Category.LINK, erase=Erase.KEEP)
mandate.personal("asked_by", category=Category.LINK, erase=Erase.UNLINK, subject="asked_by")
mandate.personal(
    "state",
    "reference",
    "customer_id",
    "mandate_id",
    "payment_id",
    category=Category.PAYMENT,
    erase=Erase.KEEP,
    source="Mollie",
    to=(MOLLIE,),
)
_keys(mandate, "token", "checkout_url")
mandate.impersonal(
    "customer_key",
    "payment_key",
    "created_at",
    "valid_since",
    "ended_on",
    "forgotten_at",
    "looked_at",
    why="the technique of the mandate",
)

debit = declare(
    "payments.Debit",
    subject="mandate__practice__subject",
    purposes=(PAYMENT, BOOKS),
    keep=FISCAL.counted_from("invoice__closed_on"),
    part_of="invoice",
)
debit.personal("mandate", "invoice", category=Category.LINK, erase=Erase.KEEP)
debit.personal(
    "state",
    "amount_cents",
    "provider_id",
    "charged_back_cents",
    "paid_at",
    category=Category.PAYMENT,
    erase=Erase.KEEP,
    source="Mollie",
    to=(MOLLIE,),
)
_keys(debit, "token")
debit.impersonal(
    "attempt",
    "charge_on",
    "announced_at",
    "idempotency_key",
    "asked_at",
    "reason",
    "created_at",
    "looked_at",
    why="the technique of the debit",
)

impersonal("payments.Payout", why="sums of many payments, and what the provider asks for its work")

part = declare(
    "payments.PayoutPart",
    subject="payment__order__practice__subject",
    purposes=(PAYMENT, BOOKS),
    keep=FISCAL.counted_from("payout__paid_on"),
)
part.personal("payout", "payment", "refund", category=Category.LINK, erase=Erase.KEEP)
part.personal("bill", category=Category.LINK, erase=Erase.KEEP, subject="bill__invoice__practice__subject")
part.personal("debit", category=Category.LINK, erase=Erase.KEEP, subject="debit__mandate__practice__subject")
part.personal("mandate", category=Category.LINK, erase=Erase.KEEP, subject="mandate__practice__subject")
part.personal("provider_id", "amount_cents", category=Category.PAYMENT, erase=Erase.KEEP, source="Mollie")
part.impersonal("kind", why="what sort of money it is")

# What people recognise in a copy.
payment.shown_with("order__number", "created_at")
sighting.shown_with("payment__order__number")
refund.shown_with("payment__order__number", "created_at")
mandate.shown_with("created_at", "valid_since", "ended_on")
mandate.also_for("asked_by")
bill.shown_with("invoice__number", "created_at")
debit.shown_with("invoice__number", "charge_on")
part.shown_with("kind")
part.also_for(
    "bill__invoice__practice__subject", "debit__mandate__practice__subject", "mandate__practice__subject"
)
