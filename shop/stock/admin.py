"""The warehouse's desk: goods receipt, counts, and the ledger of every piece."""

from django.contrib import admin, messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from privacy.staff import LedgerAdmin, StaffAdmin, actor
from shop.stock import services
from shop.stock.forms import AdjustForm, CountForm, ReceiptForm
from shop.stock.models import Batch, Movement, Supplier


@admin.register(Supplier)
class SupplierAdmin(StaffAdmin):
    """Companies we buy from."""

    list_display = ("name", "is_in_union")
    search_fields = ("name",)
    ordering = ("name",)


@admin.register(Batch)
class BatchAdmin(LedgerAdmin):
    """What lies on the shelf; it changes by receipts, counts and adjustments only."""

    list_display = (
        "article",
        "product_name",
        "lot",
        "serial",
        "expires_on",
        "on_hand",
        "allocated",
        "received_on",
        "put_right",
    )
    list_filter = ("received_on", "expires_on", "supplier")
    list_select_related = ("variant__product",)
    search_fields = (
        "variant__number__startswith",
        "variant__product__name",
        "lot",
        "serial",
        "variant__gtin",
    )
    search_help_text = gettext_lazy("Article number, name, LOT, serial number or GTIN")
    ordering = ("-pk",)
    change_list_template = "admin/stock/batch/change_list.html"
    readonly_fields = fields = (
        "variant",
        "supplier",
        "lot",
        "serial",
        "expires_on",
        "received_on",
        "on_hand",
        "allocated",
        "put_right",
    )

    def get_urls(self) -> list[URLPattern]:
        """The pages of the warehouse."""
        view = self.admin_site.admin_view
        own = [
            path("receipt/", view(self.receipt), name="stock_receipt"),
            path("<int:pk>/put-right/", view(self.count_or_adjust), name="stock_put_right"),
        ]
        return [*own, *super().get_urls()]

    def receipt(self, request: HttpRequest) -> HttpResponse:
        """Book goods in; after a scan the form stays ready for the next box."""
        self.check_right(request)
        form = ReceiptForm(request.POST or None)
        if request.method == "POST" and form.is_valid() and self._receive(request, form):
            return redirect("admin:stock_receipt")
        return self.page(request, "receipt.html", _("Goods receipt"), form=form)

    def count_or_adjust(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Say what was counted, or what must be added or taken away."""
        self.check_right(request)
        batch = get_object_or_404(Batch.objects.select_related("variant__product"), pk=pk)
        is_count = "counted" in request.POST
        count = CountForm(request.POST if is_count else None, initial={"counted": batch.on_hand})
        adjust = AdjustForm(request.POST if request.POST and not is_count else None)
        form = count if is_count else adjust
        if request.method == "POST" and form.is_valid() and self._put_right(request, batch, form):
            return redirect("admin:stock_batch_changelist")
        return self.page(
            request,
            "put_right.html",
            _("Count or adjust"),
            batch=batch,
            count=count,
            adjust=adjust,
            form=form,
        )

    @admin.display(description=gettext_lazy("article"), ordering="variant__number")
    def article(self, batch: Batch) -> str:
        """Our number for it."""
        return batch.variant.number

    @admin.display(description=gettext_lazy("name"))
    def product_name(self, batch: Batch) -> str:
        """What it is called."""
        return f"{batch.variant.product.name} {batch.variant.name}".strip()

    @admin.display(description=gettext_lazy("put right"))
    def put_right(self, batch: Batch) -> SafeString:
        """The way to a count or an adjustment."""
        target = reverse("admin:stock_put_right", args=[batch.pk])
        return format_html('<a href="{}">{}</a>', target, _("Count or adjust"))

    def _receive(self, request: HttpRequest, form: ReceiptForm) -> bool:
        answers = form.cleaned_data
        try:
            services.receive(
                answers["variant"].pk,
                answers["quantity"],
                supplier_id=answers["supplier"].pk if answers["supplier"] else None,
                lot=answers["lot"],
                serial=answers["serial"],
                expires_on=answers["expires_on"],
                actor=actor(request),
                reference=answers["reference"],
            )
        except services.NotReceived as refusal:
            form.add_error(refusal.field, str(refusal.words))
            return False
        said = {"quantity": answers["quantity"], "number": answers["variant"].number}
        messages.success(request, _("%(quantity)s × %(number)s received.") % said)
        return True

    def _put_right(self, request: HttpRequest, batch: Batch, form: Form) -> bool:
        by, answers = actor(request), form.cleaned_data
        try:
            if "counted" in answers:
                services.count(batch.pk, answers["counted"], actor=by)
            else:
                services.adjust(batch.pk, answers["quantity"], answers["reason"], by)
        except services.NotAdjusted as refusal:
            form.add_error(None, str(refusal.words))
            return False
        messages.success(request, _("The books say what lies on the shelf."))
        return True


@admin.register(Movement)
class MovementAdmin(LedgerAdmin):
    """The ledger of every piece that came, went or was counted."""

    list_display = ("at", "article", "batch", "kind", "quantity", "reason", "reference")
    list_filter = ("kind",)
    list_select_related = ("batch__variant",)
    search_fields = ("batch__variant__number__startswith", "batch__lot", "batch__serial", "=reference")
    ordering = ("-pk",)

    @admin.display(description=gettext_lazy("article"))
    def article(self, movement: Movement) -> str:
        """Our number for it."""
        return movement.batch.variant.number
