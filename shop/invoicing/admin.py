"""The bookkeeper's desk: everything to be read, nothing to be changed; corrections by credit note."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from d4d.foundation import clock
from d4d.foundation.written import euro
from privacy.staff import LedgerAdmin
from shop.invoicing import archive, services
from shop.invoicing.forms import CreditForm, ReceivedForm
from shop.invoicing.models import ArchivedFile, Billable, Invoice, InvoiceLine, Settlement
from shop.invoicing.views import DOWNLOADS

RIGHTS = {"receipt": "invoicing.add_settlement", "correction": "invoicing.add_invoice"}


class ReadOnlyInline(admin.TabularInline):
    """Rows that belong to a ledger row."""

    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never."""
        return False


class LineInline(ReadOnlyInline):
    """What is billed."""

    model = InvoiceLine
    fields = ["position", "order", "order_line", "quantity", "amount"]
    readonly_fields = ["amount"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """With the names that the rows show."""
        return super().get_queryset(request).select_related("order", "order_line")

    @admin.display(description=_("excluding VAT"))
    def amount(self, line: InvoiceLine) -> str:
        """The net amount in euros."""
        return euro(line.net_cents)


class SettlementInline(ReadOnlyInline):
    """What was paid or set off."""

    model = Settlement
    fields = ["settled_at", "kind", "amount", "occasion"]
    readonly_fields = ["amount"]

    @admin.display(description=_("amount"))
    def amount(self, settlement: Settlement) -> str:
        """The amount in euros."""
        return euro(settlement.amount_cents)


class FileInline(ReadOnlyInline):
    """The files in the archive."""

    model = ArchivedFile
    fields = readonly_fields = ("kind", "size", "sha256", "renderer", "created_at")


@admin.register(Invoice)
class InvoiceAdmin(LedgerAdmin):
    """Invoices and credit notes as issued."""

    list_display = ["number", "issued_on", "practice_name", "total", "still_open", "due_on"]
    list_filter = ["kind", "issued_on"]
    search_fields = ["=number", "=practice__number", "practice__name"]
    ordering = ["-issued_on", "-pk"]
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

    def get_fields(self, request: HttpRequest, obj: Invoice | None = None) -> Any:
        """Everything, but no way to what this person may not do."""
        closed = {name for name, right in RIGHTS.items() if not request.user.has_perm(right)}
        return [name for name in self.fields if name not in closed]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """With everything that the list shows."""
        return Invoice.objects.with_open().select_related("practice", "credits")

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

    def get_urls(self) -> list[URLPattern]:
        """The list, the row, its files, what came in for it and its correction."""
        own = [
            path("<int:pk>/file.<str:ending>", self.admin_site.admin_view(self.file), name="invoicing_file"),
            path("<int:pk>/received/", self.admin_site.admin_view(self.received), name="invoicing_received"),
            path("<int:pk>/credit/", self.admin_site.admin_view(self.credit), name="invoicing_credit"),
        ]
        return [*own, *super().get_urls()]

    def file(self, request: HttpRequest, pk: int, ending: str) -> HttpResponse:
        """A file of an invoice, byte for byte as it was made."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        kind, media_type = DOWNLOADS.get(ending, (ending, ""))
        found = get_object_or_404(ArchivedFile.objects.select_related("invoice"), invoice=pk, kind=kind)
        response = HttpResponse(archive.read(found), content_type=media_type)
        response["Content-Disposition"] = f'attachment; filename="{found.invoice.number}.{ending}"'
        return response

    def received(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask what came into our account, show it once more, and book it."""
        invoice = self._invoice_to("receipt", request, pk)
        form = ReceivedForm(request.POST or None, initial={"received_on": clock.today()})
        asked = form.is_bound and form.is_valid() and form.fits(invoice)
        if asked and "confirmed" in request.POST and self._booked(request, invoice, form):
            return redirect("admin:invoicing_invoice_change", invoice.pk)
        return self._page(
            request,
            "received.html",
            title=_("Received payment for invoice %(number)s") % {"number": invoice.number},
            invoice=invoice,
            form=form,
            asked=asked and form.is_valid(),
            open_cents=invoice.open_now(),
        )

    def _booked(self, request: HttpRequest, invoice: Invoice, form: ReceivedForm) -> bool:
        received = form.cleaned_data
        by = request.user.subject.uuid  # type: ignore[union-attr]
        amount, reference, day = received["amount"], received["reference"], received["received_on"]
        try:
            services.receive(invoice.pk, amount, reference=reference, on=day, by=by)
        except (services.MoreThanOpen, services.BookedElsewhere) as refusal:
            form.explain(refusal)
            return False
        words = {"amount": euro(amount), "number": invoice.number}
        self.message_user(request, _("%(amount)s is booked on invoice %(number)s.") % words)
        return True

    def credit(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask what is taken back, show it once more, and issue the credit note."""
        invoice = self._invoice_to("correction", request, pk)
        form = CreditForm(request.POST or None, invoice=invoice)
        asked = form.is_bound and form.is_valid()
        if asked and "confirmed" in request.POST:
            return self._credited(request, invoice, form)
        return self._page(
            request,
            "credit.html",
            title=_("Credit invoice %(number)s") % {"number": invoice.number},
            invoice=invoice,
            form=form,
            asked=asked,
            occasion=f"staff:{invoice.pk}:{invoice.credit_notes.count() + 1}",
        )

    def _credited(self, request: HttpRequest, invoice: Invoice, form: CreditForm) -> HttpResponse:
        occasion = request.POST.get("occasion", "")
        try:
            note = services.credit(
                invoice.pk,
                form.quantities(),
                carriage=form.carriage(),
                reason=form.cleaned_data["reason"],
                by=request.user.subject.uuid,  # type: ignore[union-attr]
                occasion=occasion if occasion.startswith(f"staff:{invoice.pk}:") else f"staff:{invoice.pk}:?",
            )
        except services.CannotBeCredited:
            self.message_user(request, _("This is not left of the invoice any more."), messages.ERROR)
            return redirect("admin:invoicing_credit", invoice.pk)
        self.message_user(request, _("Credit note %(number)s is issued.") % {"number": note.number})
        return redirect("admin:invoicing_invoice_change", note.pk)

    def _invoice_to(self, act: str, request: HttpRequest, pk: int) -> Invoice:
        if not request.user.has_perm(RIGHTS[act]):
            raise PermissionDenied
        return get_object_or_404(Invoice, pk=pk, kind=Invoice.Kind.INVOICE)

    def _page(self, request: HttpRequest, template: str, **words: Any) -> HttpResponse:
        context = {**self.admin_site.each_context(request), "opts": self.opts, **words}
        return render(request, f"admin/invoicing/{template}", context)


@admin.register(Billable)
class BillableAdmin(LedgerAdmin):
    """What waits for a weekly or monthly invoice."""

    list_display = ["shipment", "practice", "order_line", "quantity", "delivered_on", "invoice"]
    list_filter = [("invoice", admin.EmptyFieldListFilter), "delivered_on"]
    list_select_related = ["practice", "order_line", "invoice"]
    search_fields = ["=shipment", "=practice__number"]
    ordering = ["-delivered_on", "-pk"]
