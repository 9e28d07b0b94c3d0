"""The link in a letter with which its reader pays one invoice without signing in.

Its secret follows from the invoice and our key: nothing is kept, and it opens that one page only.
"""

import re

from django.conf import settings
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from shop.invoicing.models import Invoice

_TOKEN = re.compile(r"(\d{1,12})-([0-9a-f]{64})")


def pay_now_address(invoice: Invoice) -> str:
    """Where the reader of a letter pays what is open of an invoice; empty where nothing is to be paid."""
    if invoice.is_credit_note or invoice.open_now() <= 0:
        return ""
    return settings.PUBLIC_ORIGIN + reverse("payments:pay_now", args=[token_of(invoice)])


def token_of(invoice: Invoice) -> str:
    """The secret that only the letters about an invoice bear."""
    mark = salted_hmac("payments.pay-now", f"{invoice.pk}:{invoice.number}", algorithm="sha256").hexdigest()
    return f"{invoice.pk}-{mark}"


def invoice_of(token: str) -> Invoice | None:
    """The invoice of a link; None when we never made it."""
    found = _TOKEN.fullmatch(token)
    invoices = Invoice.objects.filter(kind=Invoice.Kind.INVOICE).select_related("practice")
    invoice = invoices.filter(pk=int(found[1])).first() if found else None
    return invoice if invoice and constant_time_compare(token, token_of(invoice)) else None
