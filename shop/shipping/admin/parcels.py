"""The boxes, their labels, and where they are."""

from django.contrib import admin
from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from privacy.bulk import Bulk, BulkAdmin
from privacy.long_lists import among
from privacy.staff import LedgerAdmin, ReadOnlyInline
from shop.shipping import services
from shop.shipping.admin.rows import courier_name, couriers
from shop.shipping.models import Parcel, Scan


class ScanInline(ReadOnlyInline):
    """Where the parcel was seen."""

    model = Scan
    fields = readonly_fields = ("at", "status", "raw_code")


def _why_no_label(parcel: Parcel) -> str:
    return "" if parcel.state == Parcel.State.WANTED else str(_("It has a label, or needs none."))


def _why_not_on_its_way(parcel: Parcel) -> str:
    if parcel.courier != "manual":
        return str(_("Its courier tells us where it is."))
    return str(_("It has arrived, or came back.")) if parcel.state in Parcel.FINAL else ""


@admin.register(Parcel)
class ParcelAdmin(BulkAdmin, LedgerAdmin):
    """Boxes, and where they are."""

    list_display = ("reference", courier_name, "state", "tracking_number", "seen_at", "created_at")
    list_filter = ("state", among("courier", couriers))
    search_fields = ("reference__startswith", "=tracking_number")
    ordering = ("-created_at",)
    inlines = (ScanInline,)
    exclude = ("label",)
    bulks = (
        Bulk(
            "label_again",
            _("Make the label again (looked in the courier's portal)"),
            _("There is no label at the courier; otherwise there will be two, and both are charged."),
            _why_no_label,
            lambda parcel, _by: services.make_label_again(parcel.pk),
            permission="pack",
        ),
        Bulk(
            "arrived",
            _("Has arrived"),
            _("We brought these parcels ourselves, and they are there. The practices get an e-mail."),
            _why_not_on_its_way,
            lambda parcel, by: services.mark_delivered(parcel.pk, by=by),
            services.REFUSALS,
            "pack",
            in_words=services.in_words,
        ),
    )

    def has_pack_permission(self, request: HttpRequest) -> bool:
        """Whether somebody works at the packing table."""
        return request.user.has_perm("shipping.change_parcel")

    def get_urls(self) -> list[URLPattern]:
        """Also the label itself."""
        view = self.admin_site.admin_view(self.label)
        return [path("<int:parcel_id>/label/", view, name="shipping_parcel_label"), *super().get_urls()]

    def label(self, request: HttpRequest, parcel_id: int) -> FileResponse:
        """The label as the courier made it."""
        parcel = get_object_or_404(self.get_queryset(request).exclude(label=""), pk=parcel_id)
        if not self.has_view_permission(request, parcel):
            raise Http404
        self.seen(request, parcel_id, "file")
        return FileResponse(
            parcel.label.open("rb"), filename=f"{parcel.reference}.pdf", content_type="application/pdf"
        )
