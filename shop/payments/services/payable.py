"""What a customer may pay now: something is open of it, and we do not collect that ourselves."""

from collections.abc import Collection

from shop.invoicing.models import Invoice
from shop.payments.models import Debit


def payable(invoices: Collection[Invoice]) -> list[Invoice]:
    """Those of some invoices that their customer may pay now; one question however many they are."""
    owed = [one for one in invoices if not one.is_credit_note and one.open_cents > 0]
    collected = collected_of(owed)
    return [one for one in owed if one.pk not in collected]


def collected_of(invoices: Collection[Invoice]) -> set[int]:
    """The keys of those of some invoices that we are collecting by direct debit."""
    debits = Debit.objects.under_way().filter(invoice__in=[one.pk for one in invoices])
    return set(debits.values_list("invoice", flat=True)) if invoices else set()
