"""Reports of others and dossiers at the desk: that they are there, never what is in them."""

from django.contrib import admin

from contracts.devices.models import Dossier, InspectionReport
from privacy.staff import LedgerAdmin


@admin.register(InspectionReport)
class InspectionReportAdmin(LedgerAdmin):
    """Which reports practices handed in, and until when these are valid; the files are theirs."""

    list_display = ("name", "device", "done_on", "valid_until", "added_at", "removed_at")
    list_select_related = ("device",)
    list_filter = ("kind", "valid_until")
    search_fields = (
        "device__serial__startswith",
        "device__practice__name",
        "device__practice__number__startswith",
    )
    ordering = ("-pk",)
    fields = readonly_fields = (
        "device",
        "kind",
        "title",
        "done_on",
        "valid_until",
        "size",
        "added_at",
        "removed_at",
        "warned_on",
    )


@admin.register(Dossier)
class DossierAdmin(LedgerAdmin):
    """How far dossiers are; one that could not be made shows among the failed jobs too."""

    list_display = ("uuid", "practice", "state", "done", "total", "wanted_at", "ready_at")
    list_select_related = ("practice",)
    list_filter = ("state",)
    search_fields = ("practice__name", "practice__number__startswith")
    ordering = ("-pk",)
    fields = readonly_fields = (
        "uuid",
        "practice",
        "state",
        "done",
        "total",
        "wanted_at",
        "ready_at",
        "expires_at",
        "size",
    )
