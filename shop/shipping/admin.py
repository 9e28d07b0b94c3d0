"""The packing table: pick list, boxes, labels and where they are."""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from django.contrib import admin, messages
from django.db.models import Count, QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from privacy.staff import LedgerAdmin, actor
from privacy.vocabulary import RECIPIENTS
from shop.shipping import services
from shop.shipping.forms import PackForm
from shop.shipping.models import Parcel, Scan, Shipment, ShipmentLine
from shop.stock.models import Allocation

Row = TypeVar("Row", Shipment, Parcel)
Outcome = TypeVar("Outcome")


@admin.display(description=_("courier"), ordering="courier")
def courier_name(row: Shipment | Parcel) -> str:
    """Who brings it, as people call them."""
    return str(RECIPIENTS[row.courier].name) if row.courier else "–"


class LineInline(admin.TabularInline):
    """What goes in the boxes."""

    model = ShipmentLine
    fields = readonly_fields = ("article", "quantity", "shelf", "lot", "serial", "expires_on")
    extra = 0
    can_delete = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[ShipmentLine]:
        """With the article, in one query."""
        return super().get_queryset(request).select_related("order_line", "batch")

    @admin.display(description=_("article"))
    def article(self, line: ShipmentLine) -> str:
        """Number and name."""
        return f"{line.order_line.number} {line.order_line.name}"

    @admin.display(description=_("take from"))
    def shelf(self, line: ShipmentLine) -> str:
        """The batch that was packed, or those set aside in the order in which they go."""
        if line.batch_id:
            return str(line.batch)
        reserved = Allocation.objects.filter(reference=line.order_line.shelf_reference).order_by("pk")
        return ", ".join(f"{one.quantity} × {one.batch}" for one in reserved.select_related("batch"))


class ParcelInline(admin.TabularInline):
    """The boxes, their labels and where they are."""

    model = Parcel
    fields = readonly_fields = ("reference", "by", "state", "tracking_number", "label_link")
    extra = 0
    can_delete = False

    @admin.display(description=_("courier"))
    def by(self, parcel: Parcel) -> str:
        """Who brings it."""
        return courier_name(parcel)

    @admin.display(description=_("label"))
    def label_link(self, parcel: Parcel) -> str:
        """The label, when the courier has given it."""
        if not parcel.label:
            return "–"
        return format_html(
            '<a href="{}">{}</a>', reverse("admin:shipping_parcel_label", args=[parcel.pk]), _("PDF")
        )


@admin.register(Shipment)
class ShipmentAdmin(LedgerAdmin):
    """Shipments to pick, pack and hand over."""

    list_display = ("__str__", "order", "state", courier_name, "pieces", "created_at", "handed_over_at")
    list_filter = ("state", "courier")
    list_select_related = ("order",)
    search_fields = ("order__number", "parcels__reference", "parcels__tracking_number")
    ordering = ("-created_at",)
    inlines = (LineInline, ParcelInline)
    actions = ("hand_over", "unpack")
    change_form_template = "admin/shipping/shipment/change_form.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Shipment]:
        """With the number of lines."""
        shipments: QuerySet[Shipment] = super().get_queryset(request)
        return shipments.annotate(line_count=Count("lines"))

    @admin.display(description=_("lines"))
    def pieces(self, shipment: Any) -> int:
        """How many lines it has."""
        return int(shipment.line_count)

    @admin.action(description=_("Hand over to the courier"), permissions=["pack"])
    def hand_over(self, request: HttpRequest, chosen: QuerySet[Shipment]) -> None:
        """The courier has taken these shipments along."""
        ready = chosen.filter(state=Shipment.State.PACKED)
        done = _each(request, ready, lambda one: services.hand_over(one.pk, by=actor(request)))
        if done:
            messages.success(request, _("%(count)s shipments are with the courier.") % {"count": len(done)})

    @admin.action(description=_("Unpack: open the boxes again"), permissions=["pack"])
    def unpack(self, request: HttpRequest, chosen: QuerySet[Shipment]) -> None:
        """The boxes are opened, and their goods put back on the pick list."""
        done = _each(request, chosen, lambda one: services.unpack(one.pk, by=actor(request)))
        for parcel in (parcel for parcels in done for parcel in parcels):
            messages.warning(
                request,
                _("Destroy the label of %(parcel)s, and call the parcel off at the courier.")
                % {"parcel": parcel.reference},
            )
        if done:
            messages.success(request, _("%(count)s shipments are unpacked.") % {"count": len(done)})

    def has_pack_permission(self, request: HttpRequest) -> bool:
        """Whether somebody works at the packing table."""
        return request.user.has_perm("shipping.change_shipment")

    def get_urls(self) -> list[URLPattern]:
        """Also packing and the packing slip."""
        view = self.admin_site.admin_view
        return [
            path("<int:shipment_id>/inpakken/", view(self.pack), name="shipping_shipment_pack"),
            path("<int:shipment_id>/pakbon/", view(self.slip), name="shipping_shipment_slip"),
            *super().get_urls(),
        ]

    def pack(self, request: HttpRequest, shipment_id: int) -> HttpResponse:
        """Close the boxes of a shipment."""
        shipment = get_object_or_404(self.get_queryset(request), pk=shipment_id)
        if not self.has_pack_permission(request):
            raise Http404
        form = PackForm(request.POST or None, initial={"courier": shipment.courier})
        if request.method == "POST" and form.is_valid() and self._packed(request, shipment, form):
            return redirect("admin:shipping_shipment_change", shipment_id)
        self.seen(request, shipment_id)
        context = {
            **self.admin_site.each_context(request),
            "form": form,
            "shipment": shipment,
            "lines": shipment.lines.select_related("order_line__variant__product"),
            "title": _("Pack %(shipment)s") % {"shipment": shipment},
            "opts": self.opts,
        }
        return render(request, "admin/shipping/shipment/pack.html", context)

    def slip(self, request: HttpRequest, shipment_id: int) -> HttpResponse:
        """The packing slip, to be printed."""
        if not self.has_view_permission(request):
            raise Http404
        shipment = get_object_or_404(Shipment.objects.select_related("order"), pk=shipment_id)
        if not self.has_view_permission(request, shipment):
            raise Http404
        self.seen(request, shipment_id, "file")
        lines = shipment.lines.select_related("order_line")
        return render(request, "admin/shipping/shipment/slip.html", {"shipment": shipment, "lines": lines})

    def _packed(self, request: HttpRequest, shipment: Shipment, form: PackForm) -> bool:
        try:
            services.pack(
                shipment.pk,
                courier=form.cleaned_data["courier"],
                boxes=form.cleaned_data["boxes"],
                scanned=form.codes(),
                by=actor(request),
            )
        except services.CannotPack as refusal:
            form.add_error(None, services.in_words(refusal))
            return False
        messages.success(request, _("Packed; the label is being made."))
        return True


class ScanInline(admin.TabularInline):
    """Where the parcel was seen."""

    model = Scan
    fields = readonly_fields = ("at", "status", "raw_code")
    extra = 0
    can_delete = False


@admin.register(Parcel)
class ParcelAdmin(LedgerAdmin):
    """Boxes, and where they are."""

    list_display = ("reference", courier_name, "state", "tracking_number", "seen_at", "created_at")
    list_filter = ("state", "courier")
    search_fields = ("reference", "tracking_number")
    ordering = ("-created_at",)
    inlines = (ScanInline,)
    exclude = ("label",)
    actions = ("label_again", "arrived")

    @admin.action(
        description=_("Make the label again (looked in the courier's portal)"), permissions=["pack"]
    )
    def label_again(self, request: HttpRequest, chosen: QuerySet[Parcel]) -> None:
        """There is no label at the courier: make one."""
        for parcel in chosen.filter(state=Parcel.State.WANTED):
            services.make_label_again(parcel.pk)
        messages.success(request, _("The labels are being made."))

    @admin.action(description=_("Has arrived"), permissions=["pack"])
    def arrived(self, request: HttpRequest, chosen: QuerySet[Parcel]) -> None:
        """Parcels without scans that have arrived."""
        waiting = chosen.filter(courier="manual").exclude(state__in=Parcel.FINAL)
        if _each(request, waiting, lambda one: services.mark_delivered(one.pk, by=actor(request))):
            messages.success(request, _("Noted."))

    def has_pack_permission(self, request: HttpRequest) -> bool:
        """Whether somebody works at the packing table."""
        return request.user.has_perm("shipping.change_parcel")

    def get_urls(self) -> list[URLPattern]:
        """Also the label itself."""
        view = self.admin_site.admin_view(self.label)
        return [path("<int:parcel_id>/label/", view, name="shipping_parcel_label"), *super().get_urls()]

    def label(self, request: HttpRequest, parcel_id: int) -> FileResponse:
        """The label as the courier made it."""
        parcel = get_object_or_404(Parcel.objects.exclude(label=""), pk=parcel_id)
        if not self.has_view_permission(request, parcel):
            raise Http404
        self.seen(request, parcel_id, "file")
        return FileResponse(
            parcel.label.open("rb"), filename=f"{parcel.reference}.pdf", content_type="application/pdf"
        )


def _each(request: HttpRequest, rows: Iterable[Row], act: Callable[[Row], Outcome], /) -> list[Outcome]:
    """Do something with every row by itself; staff reads which could not, and why."""
    done = []
    for row in rows:
        try:
            done.append(act(row))
        except services.REFUSALS as refusal:
            messages.error(request, f"{row}: {services.in_words(refusal)}")
    return done
