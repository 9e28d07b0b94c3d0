"""The bookkeeper's desk: everything to be read, nothing to be changed; corrections by credit note."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from d4d.foundation import clock
from d4d.foundation.written import euro
from privacy.acts import Act
from privacy.bulk import Bulk, BulkAdmin
from privacy.staff import LedgerAdmin
from privacy.taking_out import TakesOut
from shop.invoicing import services
from shop.invoicing.admin import settling
from shop.invoicing.admin.acts import RIGHTS, InvoiceActs
from shop.invoicing.admin.rows import FileInline, LineInline, SettlementInline
from shop.invoicing.models import Billable, Invoice
from shop.invoicing.views import DOWNLOADS


class OwedFilter(admin.SimpleListFilter):
    """What is to be transferred back."""

    title = _("to be given back")
    parameter_name = "owed"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Only that, or everything."""
        return [("1", _("to be given back"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """Credit notes that are open, and invoices that were paid beyond."""
        return queryset.to_give_back() if self.value() == "1" else queryset


class LateFilter(admin.SimpleListFilter):
    """What is unpaid for so long that its VAT can be asked back."""

    title = _("unpaid for a year")
    parameter_name = "late"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Only that, or everything."""
        return [("1", _("unpaid for a year"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """Invoices that were due more than a year ago."""
        return queryset.a_year_late(clock.today()) if self.value() == "1" else queryset


@admin.register(Invoice)
class InvoiceAdmin(BulkAdmin, TakesOut, InvoiceActs):
    """Invoices and credit notes as issued."""

    bulks = (
        Bulk(
            "send_again",
            _("Send the chosen invoices again"),
            _("Each goes once more to the address for invoices of its practice, as it was issued."),
            services.why_not_sent_again,
            lambda invoice, _by: services.send_again(invoice.pk),
            needs=("files",),
        ),
    )

    list_display = ["number", "issued_on", "practice_name", "total", "still_open", "due_on"]
    list_filter = ["kind", OwedFilter, LateFilter, "issued_on"]
    takes_out = (
        "number",
        "kind",
        "practice__number",
        "practice__name",
        "issued_on",
        "due_on",
        "net_cents",
        "vat_cents",
        "total_cents",
        "closed_on",
    )
    search_fields = ["=number", "=practice__number", "practice__name"]
    ordering = ["-issued_on", "-pk"]
    acts = settling.ACTS
    refusals = settling.REFUSALS
    inlines = [LineInline, SettlementInline, FileInline]
    fields = [
        "number",
        "kind",
        "practice",
        "credits",
        "issued_on",
        "due_on",
        "net",
        "vat",
        "total",
        "prepaid",
        "still_open",
        "closed_on",
        "receipt",
        "downloads",
        "correction",
        "seal",
    ]

    def possible(self, request: HttpRequest, row: Any) -> list[Act]:
        """Who may not write off is not offered it."""
        acts = super().possible(request, row)
        may_write_off = request.user.has_perm("invoicing.add_writeoff")
        return [act for act in acts if act.name != settling.WRITE_OFF or may_write_off]

    def get_fields(self, request: HttpRequest, obj: Invoice | None = None) -> Any:
        """Everything, but no way to what this person may not do."""
        closed = {name for name, right in RIGHTS.items() if not request.user.has_perm(right)}
        return [name for name in self.fields if name not in closed]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """With everything that the list shows."""
        rows: QuerySet[Invoice] = super().get_queryset(request)
        return rows.select_related("practice", "credits")

    @admin.display(description=_("practice"))
    def practice_name(self, invoice: Invoice) -> str:
        """Who was invoiced."""
        return invoice.practice.name if invoice.practice else ""

    @admin.display(description=_("excluding VAT"))
    def net(self, invoice: Invoice) -> str:
        """The net total in euros."""
        return euro(invoice.net_cents)

    @admin.display(description=_("VAT"))
    def vat(self, invoice: Invoice) -> str:
        """The VAT in euros."""
        return euro(invoice.vat_cents)

    @admin.display(description=_("including VAT"), ordering="total_cents")
    def total(self, invoice: Invoice) -> str:
        """The total in euros."""
        return euro(invoice.total_cents)

    @admin.display(description=_("paid in advance"))
    def prepaid(self, invoice: Invoice) -> str:
        """What was paid before, in euros."""
        return euro(invoice.prepaid_cents)

    @admin.display(description=_("open"))
    def still_open(self, invoice: Any) -> str:
        """What is still to be paid or given back, in euros."""
        return euro(invoice.open_cents)

    @admin.display(description=_("files"))
    def downloads(self, invoice: Invoice) -> SafeString | str:
        """The files, as they lie in the archive."""
        kinds = set(invoice.files.values_list("kind", flat=True))
        links = [
            format_html(
                '<a href="{}">{}</a>', reverse("admin:invoicing_file", args=[invoice.pk, ending]), ending
            )
            for ending, (kind, _type) in DOWNLOADS.items()
            if kind in kinds
        ]
        return format_html("{} " * len(links), *links) if links else str(_("is being made"))

    @admin.display(description=_("correction"))
    def correction(self, invoice: Invoice) -> SafeString | str:
        """The way to a credit note."""
        if invoice.is_credit_note:
            return "–"
        return format_html(
            '<a href="{}">{}</a>', reverse("admin:invoicing_credit", args=[invoice.pk]), _("Credit …")
        )

    @admin.display(description=_("payment"))
    def receipt(self, invoice: Any) -> SafeString | str:
        """The way to book what came in."""
        if invoice.is_credit_note or invoice.open_cents <= 0:
            return "–"
        url = reverse("admin:invoicing_received", args=[invoice.pk])
        return format_html('<a href="{}">{}</a>', url, _("Received payment …"))


@admin.register(Billable)
class BillableAdmin(LedgerAdmin):
    """What waits for a weekly or monthly invoice."""

    list_display = ["brought_by", "practice", "order_line", "quantity", "delivered_on", "invoice"]
    list_filter = [("invoice", admin.EmptyFieldListFilter), "delivered_on"]
    list_select_related = ["practice", "order_line", "invoice"]
    search_fields = ["=shipment", "=practice__number"]
    ordering = ["-delivered_on", "-pk"]

    @admin.display(description=_("shipment"), ordering="shipment")
    def brought_by(self, row: Billable) -> str:
        """The shipment; a service travels in none."""
        return gettext("service") if row.order_line.is_service else row.shipment
