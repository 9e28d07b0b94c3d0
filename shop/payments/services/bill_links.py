"""The link in a letter with which its reader pays one invoice without signing in.

Its secret follows from the invoice and our key: nothing is kept, and it opens that one page only.
"""

import re
from collections.abc import Collection

from django.conf import settings
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from shop.invoicing.models import Invoice
from shop.payments.services.payable import payable

_TOKEN = re.compile(r"(\d{1,12})-([0-9a-f]{64})")


def pay_now_address(invoice: Invoice) -> str:
    """Where the reader of a letter pays what is open of an invoice; empty where that is not asked."""
    return pay_now_addresses([invoice]).get(invoice.pk, "")


def pay_now_addresses(invoices: Collection[Invoice]) -> dict[int, str]:
    """The same for all invoices of a letter, by their keys; what is not to be paid now is not in it."""
    return {
        one.pk: settings.PUBLIC_ORIGIN + reverse("payments:pay_now", args=[token_of(one)])
        for one in payable(invoices)
    }


def token_of(invoice: Invoice) -> str:
    """The secret that only the letters about an invoice bear."""
    mark = salted_hmac("payments.pay-now", f"{invoice.pk}:{invoice.number}", algorithm="sha256").hexdigest()
    return f"{invoice.pk}-{mark}"


def invoice_of(token: str) -> Invoice | None:
    """The invoice of a link; None when we never made it, or when its legal period is over."""
    found = _TOKEN.fullmatch(token)
    invoices = Invoice.objects.filter(kind=Invoice.Kind.INVOICE, purged_at=None).select_related("practice")
    invoice = invoices.filter(pk=int(found[1])).first() if found else None
    return invoice if invoice and constant_time_compare(token, token_of(invoice)) else None
