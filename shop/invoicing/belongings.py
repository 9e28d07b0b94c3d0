"""What a practice owes and has to its credit goes along with it; each document stays as it was issued.

An invoice belongs to another customer from then on, so that its people see and pay it. Its document, its
number, its seal and its files still name the customer of that day. No row of these tables may be changed
otherwise, so that this passes through the gate.
"""

from accounts.belongings import moves
from d4d.foundation.triggers import purging
from shop.invoicing.models import BalanceEntry, Invoice


def invoices(former: int, heir: int) -> None:
    """Whose account an invoice stands on."""
    with purging():
        Invoice.objects.filter(practice=former).update(practice=heir)


def credit(former: int, heir: int) -> None:
    """What a practice has to its credit."""
    with purging():
        BalanceEntry.objects.filter(practice=former).update(practice=heir)


moves("invoicing.BankLine.practice")  # locked before invoices
moves("invoicing.Invoice.practice", by=invoices)
moves("invoicing.BalanceEntry.practice", by=credit)
moves("invoicing.Billable.practice")
moves("invoicing.EarlierInvoice.practice")
