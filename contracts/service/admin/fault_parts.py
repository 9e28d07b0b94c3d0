"""What belongs to a fault, in tables on its page."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from contracts.service.models import (
    Decontamination,
    FaultMessage,
    HandOver,
    Loan,
    RepairLine,
    RepairQuote,
)
from d4d.foundation.written import euro, price, thousandths
from privacy.staff import ReadOnlyInline


class MessageInline(ReadOnlyInline):
    """What was written about it."""

    model = FaultMessage
    fields = readonly_fields = ("written_at", "kind", "text")
    ordering = ("pk",)


class LineInline(ReadOnlyInline):
    """Work and parts."""

    model = RepairLine
    fields = readonly_fields = ("kind", "description", "quantity", "each", "amount", "is_covered", "quote")
    ordering = ("pk",)

    @admin.display(description=_("quantity"))
    def quantity(self, line: RepairLine) -> str:
        """Pieces or hours."""
        return thousandths(line.quantity_e3)

    @admin.display(description=_("price each, excluding VAT"))
    def each(self, line: RepairLine) -> str:
        """The price of one."""
        return price(line.unit_price_e4)

    @admin.display(description=_("amount excluding VAT"))
    def amount(self, line: RepairLine) -> str:
        """What the line comes to."""
        return euro(line.net_cents)


class QuoteInline(ReadOnlyInline):
    """Quotes, and what the practice said."""

    model = RepairQuote
    fields = readonly_fields = (
        "number",
        "state",
        "net",
        "valid_until",
        "sent_at",
        "decided_name",
        "decided_at",
    )
    ordering = ("pk",)

    @admin.display(description=_("excluding VAT"))
    def net(self, quote: RepairQuote) -> str:
        """What it comes to."""
        return euro(quote.net_cents)


class DecontaminationInline(ReadOnlyInline):
    """The declaration that the device is clean."""

    model = Decontamination
    fields = readonly_fields = ("treatment", "method", "done_on", "by_name", "stored_data", "declared_at")


class LoanInline(ReadOnlyInline):
    """Devices of ours that the practice has or had."""

    model = Loan
    fields = readonly_fields = ("device", "is_covered", "out_on", "due_on", "back_on")
    ordering = ("pk",)


class HandOverInline(ReadOnlyInline):
    """Suppliers that help."""

    model = HandOver
    fields = readonly_fields = ("desk", "with_serial", "at", "sent_at")
    ordering = ("pk",)


INLINES = (MessageInline, LineInline, QuoteInline, DecontaminationInline, LoanInline, HandOverInline)
