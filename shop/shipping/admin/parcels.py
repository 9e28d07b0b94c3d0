"""The boxes, their labels, and where they are."""

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from privacy.long_lists import among
from privacy.staff import LedgerAdmin, ReadOnlyInline, actor
from shop.shipping import services
from shop.shipping.admin.rows import courier_name, couriers, each
from shop.shipping.models import Parcel, Scan


class ScanInline(ReadOnlyInline):
    """Where the parcel was seen."""

    model = Scan
    fields = readonly_fields = ("at", "status", "raw_code")


@admin.register(Parcel)
class ParcelAdmin(LedgerAdmin):
    """Boxes, and where they are."""

    list_display = ("reference", courier_name, "state", "tracking_number", "seen_at", "created_at")
    list_filter = ("state", among("courier", couriers))
    search_fields = ("reference__startswith", "=tracking_number")
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
        if each(request, waiting, lambda one: services.mark_delivered(one.pk, by=actor(request))):
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
        parcel = get_object_or_404(self.get_queryset(request).exclude(label=""), pk=parcel_id)
        if not self.has_view_permission(request, parcel):
            raise Http404
        self.seen(request, parcel_id, "file")
        return FileResponse(
            parcel.label.open("rb"), filename=f"{parcel.reference}.pdf", content_type="application/pdf"
        )
