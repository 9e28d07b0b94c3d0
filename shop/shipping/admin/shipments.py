"""The packing table: pick list, boxes and labels, and what to do with goods that expired in a box."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from d4d.foundation import clock
from privacy.bulk import Bulk, BulkAdmin
from privacy.long_lists import among
from privacy.staff import LedgerAdmin, ReadOnlyInline, actor
from shop.shipping import services
from shop.shipping.admin.rows import courier_name, couriers
from shop.shipping.forms import ExpiredForm, PackForm
from shop.shipping.models import Parcel, Shipment, ShipmentLine


class ExpiredFilter(admin.SimpleListFilter):
    """Closed boxes with goods past their date."""

    title = _("goods past their date")
    parameter_name = "expired"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """One choice."""
        return [("1", _("in a closed box"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """Those that somebody must decide about."""
        return queryset.with_expired_goods(clock.today()) if self.value() else queryset


class LineInline(ReadOnlyInline):
    """What goes in the boxes."""

    model = ShipmentLine
    fields = readonly_fields = ("article", "quantity", "shelf", "lot", "serial", "expires_on")

    def get_queryset(self, request: HttpRequest) -> QuerySet[ShipmentLine]:
        """With the article, and with one and the same shipment: what is set aside is asked once."""
        rows: QuerySet[ShipmentLine] = super().get_queryset(request).select_related("order_line", "batch")
        return rows.prefetch_related("shipment")

    @admin.display(description=_("article"))
    def article(self, line: ShipmentLine) -> str:
        """Number and name."""
        return f"{line.order_line.number} {line.order_line.name}"

    @admin.display(description=_("take from"))
    def shelf(self, line: ShipmentLine) -> str:
        """The batch that was packed, or those set aside in the order in which they go."""
        if line.batch_id:
            return str(line.batch)
        reserved = line.shipment.set_aside[line.order_line.shelf_reference]
        return ", ".join(f"{one.quantity} × {one.batch}" for one in reserved)


class ParcelInline(ReadOnlyInline):
    """The boxes, their labels and where they are."""

    model = Parcel
    fields = readonly_fields = ("reference", "by", "state", "tracking_number", "label_link")

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


def _why_not_packed(shipment: Shipment) -> str:
    if shipment.state == Shipment.State.PACKED:
        return ""
    return str(_("This shipment is not packed, or has left already."))


@admin.register(Shipment)
class ShipmentAdmin(BulkAdmin, LedgerAdmin):
    """Shipments to pick, pack and hand over."""

    list_display = ("__str__", "order", "state", courier_name, "pieces", "created_at", "handed_over_at")
    list_filter = ("state", among("courier", couriers), ExpiredFilter)
    list_select_related = ("order",)
    search_fields = ("=order__number", "parcels__reference__startswith", "=parcels__tracking_number")
    ordering = ("-created_at",)
    inlines = (LineInline, ParcelInline)
    fields = readonly_fields = ("order", "sequence", "state", "brought_by", "created_at", "handed_over_at")
    actions = ("pick_list",)
    bulks = (
        Bulk(
            "hand_over",
            _("Hand over to the courier"),
            _("The courier has taken these shipments along. The practices get an e-mail."),
            _why_not_packed,
            lambda shipment, by: services.hand_over(shipment.pk, by=by),
            services.REFUSALS,
            "pack",
            in_words=services.in_words,
        ),
        Bulk(
            "unpack",
            _("Unpack: open the boxes again"),
            _("The boxes are opened, and their goods put back on the pick list."),
            _why_not_packed,
            lambda shipment, by: services.unpack(shipment.pk, by=by),
            services.REFUSALS,
            "pack",
            in_words=services.in_words,
            afterwards=lambda request, done: _name_labels(request, [one for some in done for one in some]),
        ),
    )
    change_form_template = "admin/shipping/shipment/change_form.html"

    @admin.display(description=_("courier"))
    def brought_by(self, shipment: Shipment) -> str:
        """Who brings it, as people call them."""
        return courier_name(shipment)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Shipment]:
        """With the number of lines."""
        shipments: QuerySet[Shipment] = super().get_queryset(request)
        own = ShipmentLine.objects.filter(shipment=OuterRef("pk")).order_by().values("shipment")
        return shipments.annotate(line_count=Subquery(own.annotate(lines=Count("pk")).values("lines")))

    @admin.display(description=_("lines"))
    def pieces(self, shipment: Any) -> int:
        """How many lines it has."""
        return int(shipment.line_count or 0)

    @admin.action(description=_("Print one pick list"), permissions=["pack"])
    def pick_list(self, request: HttpRequest, chosen: QuerySet[Shipment]) -> HttpResponse:
        """What to take from the shelf for these shipments, article by article; no names."""
        lines = ShipmentLine.objects.filter(shipment__in=chosen, shipment__state=Shipment.State.TO_PICK)
        lines = lines.select_related("order_line", "shipment__order")
        wanted = lines.order_by("order_line__number", "expires_on", "lot", "shipment__created_at", "pk")
        context = {"lines": wanted, "passed": chosen.exclude(state=Shipment.State.TO_PICK).count()}
        return render(request, "admin/shipping/shipment/pick_list.html", context)

    def has_pack_permission(self, request: HttpRequest) -> bool:
        """Whether somebody works at the packing table."""
        return request.user.has_perm("shipping.change_shipment")

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """The shipment, with a way to decide about what expired in it."""
        more = dict(extra_context or {})
        if object_id.isdecimal() and self.has_pack_permission(request):
            expired = Shipment.objects.with_expired_goods(clock.today())
            more["has_expired"] = expired.filter(pk=object_id).exists()
        page: HttpResponse = super().change_view(request, object_id, form_url, more)
        return page

    def get_urls(self) -> list[URLPattern]:
        """Also packing and the packing slip."""
        view = self.admin_site.admin_view
        return [
            path("<int:shipment_id>/inpakken/", view(self.pack), name="shipping_shipment_pack"),
            path("<int:shipment_id>/verlopen/", view(self.expired), name="shipping_shipment_expired"),
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

    def expired(self, request: HttpRequest, shipment_id: int) -> HttpResponse:
        """Decide what becomes of closed boxes in which something has expired."""
        if not self.has_pack_permission(request):
            raise Http404
        shipment = get_object_or_404(Shipment.objects.select_related("order__practice"), pk=shipment_id)
        if not Shipment.objects.with_expired_goods(clock.today()).filter(pk=shipment_id).exists():
            messages.info(request, _("Nothing has expired in this shipment, or it is not packed."))
            return redirect("admin:shipping_shipment_change", shipment_id)
        self.seen(request, shipment_id)
        has_left = services.has_left(shipment)
        form = ExpiredForm(request.POST or None, has_left=has_left)
        if form.is_valid() and self._decided(request, shipment, form):
            return redirect("admin:shipping_shipment_change", shipment_id)
        return self.page(
            request,
            "expired.html",
            str(_("Goods past their date in %(shipment)s") % {"shipment": shipment}),
            form=form,
            shipment=shipment,
            has_left=has_left,
            lines=shipment.lines.select_related("order_line").order_by("pk"),
            today=clock.today(),
        )

    def _decided(self, request: HttpRequest, shipment: Shipment, form: ExpiredForm) -> bool:
        decision, by = form.cleaned_data["decision"], actor(request)
        try:
            if decision == ExpiredForm.UNPACK:
                _name_labels(request, services.unpack(shipment.pk, by=by))
                messages.success(request, _("Unpacked; the pick list has been made anew."))
            elif decision == ExpiredForm.OTHERS:
                services.take_other_batches(shipment.pk, scanned=form.codes(), by=by)
                messages.success(request, _("The boxes hold other batches now; their labels stay."))
            else:
                services.book_as_left(shipment.pk, by=by)
                messages.warning(
                    request, _("Booked as it left. Call the practice: it gets goods past their date.")
                )
        except services.REFUSALS as refusal:
            form.add_error(None, services.in_words(refusal))
            return False
        return True

    def slip(self, request: HttpRequest, shipment_id: int) -> HttpResponse:
        """The packing slip, to be printed."""
        if not self.has_view_permission(request):
            raise Http404
        shipment = get_object_or_404(self.get_queryset(request).select_related("order"), pk=shipment_id)
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


def _name_labels(request: HttpRequest, parcels: list[Parcel]) -> None:
    """Say of which parcels a label was made, or may have been."""
    for parcel in parcels:
        text = _("Destroy the label of %(parcel)s, and call the parcel off at the courier.")
        messages.warning(request, text % {"parcel": parcel.reference})
