"""The staff's desk, the same in every room: lists that stay fast, ledgers that nobody edits."""

from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.admin.views.main import PAGE_VAR, SEARCH_VAR
from django.core.exceptions import PermissionDenied
from django.db import models
from django.forms import BaseInlineFormSet, CheckboxInput, Media, ModelForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from privacy import archive, history
from privacy.boxes import HouseBoxes
from privacy.known_rows import KnownRows, NamedRow, read_once
from privacy.long_lists import CountedSoFar, found_by
from privacy.watch import about, actor, disputed, look, unreachable

__all__ = ["ChangesOnly", "LedgerAdmin", "ReadOnlyInline", "StaffAdmin", "StaffInline", "actor", "tell_tries"]

PAGEHIDE = "js/pagehide.js"  # before the others: what they listen to
SCRIPTS = ("jquery.init.js", "core.js", "admin/RelatedObjectLookups.js", "actions.js")


def write_changes(row: models.Model, form: ModelForm) -> None:
    """Write the answers that were changed; what others wrote in the row meanwhile stays theirs."""
    changed = {field.name for field in row._meta.concrete_fields} & set(form.changed_data)
    moments = {field.name for field in row._meta.concrete_fields if getattr(field, "auto_now", False)}
    row.save(update_fields=sorted(changed | moments))


def tell_tries(request: HttpRequest, count: int) -> None:
    """Say how many of the chosen rows get another try; what waits for none is left as it is."""
    if count:
        words = ngettext("%(count)s will be tried again.", "%(count)s will be tried again.", count)
        messages.success(request, words % {"count": count})
    else:
        messages.warning(request, _("None of these waits for another try."))


class StaffAdmin(HouseBoxes, admin.ModelAdmin):
    """The admin of every room: constant queries, no counting of whole tables, no stale columns written.

    `totals_only` says that a room shows nobody a single row; then nobody else does either.
    """

    totals_only = False
    paginator = CountedSoFar
    show_facets = admin.ShowFacets.NEVER
    show_full_result_count = False
    list_per_page = 50
    save_on_top = False

    @property
    def media(self) -> Media:
        """Without the scripts that fill one box from another, where no box is."""
        if self.prepopulated_fields:
            return Media(js=[PAGEHIDE]) + super().media
        jquery = "jquery.js" if settings.DEBUG else "jquery.min.js"
        return Media(
            js=[PAGEHIDE, *(f"admin/js/{script}" for script in (f"vendor/jquery/{jquery}", *SCRIPTS))]
        )

    def get_queryset(self, request: HttpRequest) -> Any:
        """Every row; those of erased people for the bookkeepers only."""
        return archive.open_to(request, super().get_queryset(request))

    def get_paginator(self, request: HttpRequest, *args: Any, **options: Any) -> Any:
        """The pages around the one that is read."""
        pages: Any = super().get_paginator(request, *args, **options)
        asked = request.GET.get(PAGE_VAR, "")
        pages.read = int(asked) if asked.isascii() and asked.isdecimal() else 1
        pages.is_search = bool(request.GET.get(SEARCH_VAR))
        return pages

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        """Rows in which, or in a row of which they are a part, every word stands; each once."""
        paths = self.get_search_fields(request)
        if not paths or not search_term.split():
            return queryset, False
        return queryset.filter(found_by(self.model, map(str, paths), search_term)), False

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """A new row is written whole, of an old one what was changed here."""
        if change:
            write_changes(obj, form)
        else:
            super().save_model(request, obj, form, change)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What is about somebody whose data is restricted can only be read (GDPR art. 18)."""
        may = super().has_change_permission(request, obj)
        return may and not (obj is not None and about(request, self.model, obj.pk).is_frozen)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        """A list under its own name; that it was opened is written down where it shows people."""
        named = {"title": capfirst(self.opts.verbose_name_plural)}
        response = super().changelist_view(request, {**named, **(extra_context or {})})
        if request.method == "GET" and response.status_code == HTTPStatus.OK:
            look(request, self.model, None, "search" if request.GET.get("q") else "list")
        return response

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> Any:
        """A row; who opened it is written down, and what must be known about the person stands above it."""
        person = about(request, self.model, unquote(object_id))
        context = {
            "frozen": person.is_frozen,
            "disputed": disputed(self.model, person),
            "undelivered": unreachable(self.model, person),
        }
        response = super().change_view(request, object_id, form_url, {**context, **(extra_context or {})})
        if request.method == "GET" and response.status_code == HTTPStatus.OK:
            look(request, self.model, unquote(object_id), "change")
        return response

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> Any:
        """What was done to a row; who looked is written down."""
        context = {"moves": history.moves_of(self.model, unquote(object_id)), **(extra_context or {})}
        response = super().history_view(request, object_id, context)
        if response.status_code == HTTPStatus.OK:
            look(request, self.model, unquote(object_id), "history")
        return response

    def seen(self, request: HttpRequest, row_id: object, act: str = "change") -> None:
        """Write down that a row was opened on a page of the room's own, or a file of it."""
        if request.method == "GET":
            look(request, self.model, row_id, act)

    def has_decide_permission(self, request: HttpRequest) -> bool:
        """Whether somebody takes the decisions of this room, each on a page of its own."""
        return admin.ModelAdmin.has_change_permission(self, request)

    def check_right(self, request: HttpRequest) -> None:
        """Let nobody past who does not decide here."""
        if not self.has_decide_permission(request):
            raise PermissionDenied

    def page(self, request: HttpRequest, template: str, title: str, **context: Any) -> HttpResponse:
        """A page of this room's own, in the frame of the desk."""
        for row in context.values():
            if isinstance(row, self.model):
                self.seen(request, row.pk)
        frame = {**self.admin_site.each_context(request), "title": title, "opts": self.opts}
        folder = f"admin/{self.opts.app_label}/{self.opts.model_name}"
        return render(request, f"{folder}/{template}", frame | context)


TABLE = "admin/inline_table.html"


class StaffInline(HouseBoxes, admin.TabularInline):
    """Rows in a table on the page they belong to; each box says its column to a screen reader."""

    extra = 0
    formset = KnownRows
    template = TABLE

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        """What can be chosen is asked once, however many rows there are."""
        if "widget" not in options and db_field.name in self.raw_id_fields:
            options["widget"] = NamedRow(db_field.remote_field, self.admin_site, using=options.get("using"))
        return read_once(super().formfield_for_foreignkey(db_field, request, **options))

    def get_formset(self, request: HttpRequest, obj: models.Model | None = None, **options: Any) -> Any:
        """The rows, with the name of its column on every box."""
        formset = super().get_formset(request, obj, **options)
        formset.deletion_widget = CheckboxInput(attrs={"aria-label": _("Delete this row")})  # type: ignore[assignment]
        for field in formset.form.base_fields.values():
            field.widget.attrs.setdefault("aria-label", field.label)
        return formset


class LedgerAdmin(StaffAdmin):
    """Rows that staff may read and nobody may add, change or delete; a room may add acts of its own."""

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


class ReadOnlyInline(admin.TabularInline):
    """Rows that belong to another row, to be read only."""

    extra = 0
    can_delete = False
    template = TABLE

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never."""
        return False


class ChangesOnly(BaseInlineFormSet):
    """Rows of an inline of which only what was changed is written."""

    def save_existing(self, form: ModelForm, obj: Any, commit: bool = True) -> Any:
        """Write the changed answers of one row."""
        if commit:
            write_changes(obj, form)
        return obj
