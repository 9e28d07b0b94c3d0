"""What belongs to a fault, in tables on its page."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from contracts.service import papers
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
from privacy.vocabulary import RECIPIENTS


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
        "paper",
    )
    ordering = ("pk",)

    @admin.display(description=_("excluding VAT"))
    def net(self, quote: RepairQuote) -> str:
        """What it comes to."""
        return euro(quote.net_cents)

    @admin.display(description=_("PDF"))
    def paper(self, quote: RepairQuote) -> SafeString | str:
        """The quote as the practice reads it."""
        return _link(quote.fault_id, papers.QUOTE, quote.pk) if quote.file else "–"


class DecontaminationInline(ReadOnlyInline):
    """The declaration that the device is clean, and the label that hangs on it."""

    model = Decontamination
    fields = readonly_fields = (
        "treatment",
        "method",
        "done_on",
        "by_name",
        "stored_data",
        "declared_at",
        "paper",
        "return_label",
    )

    @admin.display(description=_("PDF"))
    def paper(self, declaration: Decontamination) -> SafeString | str:
        """The declaration as it goes in the box."""
        if not declaration.file:
            return "–"
        return _link(declaration.fault_id, papers.DECLARATION, declaration.pk)

    @admin.display(description=_("return label"))
    def return_label(self, declaration: Decontamination) -> SafeString | str:
        """With whom it travels, and the label as the practice prints it."""
        label = getattr(declaration, "label", None)
        if label is None:
            return "–"
        words = f"{RECIPIENTS[label.courier].name} {label.tracking_number}".strip()
        return _link(declaration.fault_id, papers.LABEL, label.pk, words) if label.file else words


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


def _link(fault_id: int, what: str, row_id: int, words: str = "PDF") -> SafeString:
    address = reverse("admin:service_fault_paper", args=[fault_id, what, row_id])
    return format_html('<a href="{}">{}</a>', address, words)


INLINES = (MessageInline, LineInline, QuoteInline, DecontaminationInline, LoanInline, HandOverInline)
