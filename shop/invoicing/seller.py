"""Who sells: the company on every invoice, and the account it is paid into.

The VAT number, account and creditor identifier here are the public example
numbers of the tax office and the banks; `INVOICE_SELLER` in the settings holds
the real ones.
"""

from __future__ import annotations

from django.conf import settings

from shop.invoicing.document import Means, Party, Payment

EXAMPLE = {
    "name": "Tandheelkunde Innovaties B.V.",
    "street": "Oude baan 11",
    "postcode": "5242 HT",
    "city": "Rosmalen",
    "country": "NL",
    "registration": "56838948",
    "vat_id": "NL000099998B57",
    "iban": "NL13TEST0123456789",
    "creditor": "NL93ZZZ568389480000",
}


def seller() -> Party:
    """The company as it stands on invoices from now on."""
    facts = _facts()
    names = ("name", "street", "postcode", "city", "country", "registration", "vat_id", "email", "phone")
    return Party(**{name: facts[name] for name in names if name in facts})


def payment_into_our_account(
    means: Means = Means.TRANSFER, mandate: str = "", payer_iban: str = ""
) -> Payment:
    """A payment to the company's own account, by transfer or by direct debit."""
    facts = _facts()
    creditor = facts.get("creditor", "") if means is Means.DIRECT_DEBIT else ""
    return Payment(
        means=means,
        iban=facts["iban"],
        bic=facts.get("bic", ""),
        mandate=mandate,
        creditor=creditor,
        payer_iban=payer_iban,
    )


def _facts() -> dict[str, str]:
    return EXAMPLE | dict(getattr(settings, "INVOICE_SELLER", {}))
