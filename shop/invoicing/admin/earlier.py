"""Invoices of the shop before this one, to be read."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from d4d.foundation.written import euro
from privacy.staff import LedgerAdmin
from shop.invoicing.models import EarlierInvoice
from shop.invoicing.views import download_of


@admin.register(EarlierInvoice)
class EarlierInvoiceAdmin(LedgerAdmin):
    """What was invoiced there; what of it was open stands among our own invoices."""

    list_display = ("number", "practice", "issued_on", "total", "paper")
    list_select_related = ("practice",)
    list_filter = ("issued_on",)
    search_fields = ("=practice__number", "=number")
    ordering = ("-issued_on", "-pk")
    fields = ("practice", "number", "issued_on", "total", "paper", "in_our_books")

    def get_urls(self) -> list[URLPattern]:
        """The list, the row and its PDF."""
        file = path("<int:pk>/file.pdf", self.admin_site.admin_view(self.file), name="invoicing_earlier_file")
        return [file, *super().get_urls()]

    def file(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The PDF, byte for byte as it was brought."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        found = get_object_or_404(self.get_queryset(request).exclude(file=""), pk=pk)
        self.seen(request, pk, "file")
        return download_of(found)

    @admin.display(description=_("including VAT"), ordering="total_cents")
    def total(self, row: EarlierInvoice) -> str:
        """In euros."""
        return euro(row.total_cents)

    @admin.display(description=_("file"))
    def paper(self, row: EarlierInvoice) -> str:
        """The way to the PDF, where there is one."""
        if not row.file:
            return "–"
        return format_html('<a href="{}">PDF</a>', reverse("admin:invoicing_earlier_file", args=[row.pk]))

    @admin.display(description=_("in our books"))
    def in_our_books(self, row: EarlierInvoice) -> str:
        """What of it was open, and how that stands now."""
        carried = row.carried()
        if carried is None:
            return "–"
        url = reverse("admin:invoicing_invoice_change", args=[carried.pk])
        return format_html('<a href="{}">{}</a>', url, carried.number)
