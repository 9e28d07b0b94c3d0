"""Checklists at the desk: a published version is read only, a new one is a copy to work on."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from contracts.service import services
from contracts.service.models import Checklist, ChecklistItem
from privacy.staff import StaffAdmin, StaffInline


class ItemInline(StaffInline):
    """The lines of a checklist, in order."""

    model = ChecklistItem
    fields = ("position", "label", "label_en", "kind", "unit", "min_e3", "max_e3")
    ordering = ("position", "pk")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """As long as it is not published."""
        return super().has_change_permission(request, obj) and not (obj and obj.is_published)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """As long as it is not published."""
        return super().has_change_permission(request, obj) and not (obj and obj.is_published)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """As long as it is not published."""
        return self.has_add_permission(request, obj)


@admin.register(Checklist)
class ChecklistAdmin(StaffAdmin):
    """What is checked on each kind of device."""

    list_display = ("kind", "version", "published_at")
    list_select_related = ("kind",)
    list_filter = ("kind",)
    fields = readonly_fields = ("kind", "version", "published_at")
    ordering = ("kind__position", "-version")
    inlines = (ItemInline,)
    change_form_template = "admin/service/checklist/change_form.html"

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Checklist]":
        """With the kind of device."""
        found: QuerySet[Checklist] = super().get_queryset(request).select_related("kind")
        return found

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Each kind has its list; a new version is made from the old one."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never: reports refer to it."""
        return False

    def get_urls(self) -> list[URLPattern]:
        """Also a new version, and publishing one."""
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/new-version/", view(self.new_version), name="service_checklist_new"),
            path("<int:pk>/publish/", view(self.publish), name="service_checklist_publish"),
            *super().get_urls(),
        ]

    def new_version(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Make a copy to work on."""
        self.check_right(request)
        copy = services.new_version(pk) if request.method == "POST" else Checklist(pk=pk)
        return redirect("admin:service_checklist_change", copy.pk)

    def publish(self, request: HttpRequest, pk: int) -> HttpResponse:
        """From now on engineers work with it."""
        self.check_right(request)
        if request.method == "POST" and services.publish(pk):
            messages.success(request, _("Reports are made with this version from now on."))
        return redirect("admin:service_checklist_change", pk)
