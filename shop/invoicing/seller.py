"""Who sells: the company on every invoice, and the account it is paid into."""

from __future__ import annotations

from django.conf import settings

from shop.invoicing.document import Means, Party, Payment


def seller() -> Party:
    """The company, as `CONTROLLER` in the settings names it, on invoices from now on."""
    facts = settings.CONTROLLER
    return Party(
        name=facts["name"],
        street=f"{facts['street']} {facts['house_number']}",
        postcode=facts["postcode"],
        city=facts["city"],
        country=facts["country"],
        registration=facts["kvk_number"],
        vat_id=facts["vat_id"],
        email=facts["email"],
        phone=facts["phone"],
    )


def payment_by_transfer() -> Payment:
    """The buyer transfers the amount to the company's account."""
    facts = settings.CONTROLLER
    return Payment(means=Means.TRANSFER, iban=facts["iban"], bic=facts.get("bic", ""))


def payment_by_direct_debit(mandate: str, payer_iban: str = "") -> Payment:
    """The company collects the amount under a mandate of the buyer."""
    facts = settings.CONTROLLER
    return Payment(
        means=Means.DIRECT_DEBIT,
        iban=facts["iban"],
        mandate=mandate,
        creditor=facts.get("creditor_id", ""),
        payer_iban=payer_iban,
    )
