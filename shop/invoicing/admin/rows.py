"""What belongs to an invoice, as it stands below it at the desk."""

from typing import Any

from django.contrib import admin
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from d4d.foundation.models import StateChange
from d4d.foundation.written import euro
from privacy.staff import ReadOnlyInline
from shop.invoicing.admin.acts import RIGHTS
from shop.invoicing.models import ArchivedFile, InvoiceLine, Settlement


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
    fields = ["settled_at", "kind", "amount", "occasion", "reason", "correction"]
    readonly_fields = ["amount", "reason", "correction"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """With why each was booked, and whether it was taken back."""
        steps = StateChange.objects.filter(kind=Settlement._meta.label, row_id=OuterRef("pk")).order_by("-pk")
        rows: QuerySet = super().get_queryset(request).select_related("taken_back_by", "write_off")
        rows = rows.annotate(why=Subquery(steps.values("reason")[:1]))
        return rows.order_by("settled_at", "pk")

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """No way to what this person may not do."""
        may_book = request.user.has_perm(RIGHTS["receipt"])
        return self.fields if may_book else [name for name in self.fields or [] if name != "correction"]

    @admin.display(description=_("reason"))
    def reason(self, settlement: Any) -> str:
        """Why it was taken back, or given up."""
        lost = getattr(settlement, "write_off", None)
        return settlement.why or (lost.reason if lost else "")

    @admin.display(description=_("correction"))
    def correction(self, settlement: Settlement) -> SafeString | str:
        """The way to undo a booking."""
        if not settlement.may_be_taken_back:
            return "–"
        url = reverse("admin:invoicing_take_back", args=[settlement.invoice_id, settlement.pk])
        return format_html('<a href="{}">{}</a>', url, _("Take back …"))

    @admin.display(description=_("amount"))
    def amount(self, settlement: Settlement) -> str:
        """The amount in euros."""
        return euro(settlement.amount_cents)


class FileInline(ReadOnlyInline):
    """The files in the archive."""

    model = ArchivedFile
    fields = readonly_fields = ("kind", "size", "sha256", "renderer", "created_at")
