"""The staff's desk, the same in every room: lists that stay fast, ledgers that nobody edits."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest


class StaffAdmin(admin.ModelAdmin):
    """The admin of every room: constant queries, no counting of whole tables."""

    show_full_result_count = False
    list_per_page = 50
    save_on_top = False


class StaffInline(admin.TabularInline):
    """Rows in a table on the page they belong to; each box says its column to a screen reader."""

    extra = 0

    def get_formset(self, request: HttpRequest, obj: models.Model | None = None, **options: Any) -> Any:
        """The rows, with the name of its column on every box."""
        formset = super().get_formset(request, obj, **options)
        for field in formset.form.base_fields.values():
            field.widget.attrs.setdefault("aria-label", field.label)
        return formset


class LedgerAdmin(StaffAdmin):
    """Rows that staff may read and nobody may add, change or delete."""

    actions: Any = None

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        """Never."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        """Never."""
        return False
