"""Which lists were taken out, for the privacy officer; and where whoever asked fetches their own."""

from typing import Any

from django.apps import apps
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.urls import URLPattern, path
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from d4d.foundation.handing_out import DAYS, CannotBeFetched
from privacy import people
from privacy.list_exports import RIGHT, called, lists, title
from privacy.long_lists import among
from privacy.models import ListExport
from privacy.staff import LedgerAdmin, actor
from privacy.vocabulary import PURPOSES

SHOWN = (
    "wanted_at",
    "who",
    "role",
    "of_what",
    "with_columns",
    "narrowed",
    "what_for",
    "reason",
    "state",
    "done",
    "size",
    "ready_at",
    "fetched_at",
    "expires_at",
)


def _tables() -> dict[str, str]:
    """Every list that can be taken out, in words."""
    desks = admin.site._registry.items()  # noqa: SLF001 - Django names no other way
    labels = (model._meta.label for model, desk in desks if getattr(desk, "takes_out", ()))
    return {label: capfirst(called(label)) for label in labels}


def _purposes() -> dict[str, Any]:
    return {one.code: one.label for one in PURPOSES.values()}


@admin.register(ListExport)
class ListExportAdmin(LedgerAdmin):
    """Every list that left the desk: who, what for, which columns, how many rows."""

    list_display = ("wanted_at", "of_what", "what_for", "reason", "done", "role", "state", "fetched_at")
    list_filter = ("state", among("table", _tables), among("purpose", _purposes))
    ordering = ("-pk",)
    fields = readonly_fields = SHOWN

    def get_urls(self) -> list[URLPattern]:
        """The page and the file of one's own export."""
        own, fetch = self.admin_site.admin_view(self.own), self.admin_site.admin_view(self.fetch)
        return [
            path("<int:row_id>/own/", own, name="privacy_listexport_own"),
            path("<int:row_id>/file/", fetch, name="privacy_listexport_file"),
            *super().get_urls(),
        ]

    @admin.display(description=gettext_lazy("by"))
    def who(self, row: ListExport) -> str:
        """Who took it out."""
        return people.name(row.asked_by) or "–"

    @admin.display(description=gettext_lazy("list"), ordering="table")
    def of_what(self, row: ListExport) -> str:
        """Which rows are in it."""
        return capfirst(called(row.table))

    @admin.display(description=gettext_lazy("columns"))
    def with_columns(self, row: ListExport) -> str:
        """Which columns are in it, as the file names them."""
        return "; ".join(title(apps.get_model(row.table), path) for path in row.columns)

    @admin.display(description=gettext_lazy("what for"), ordering="purpose")
    def what_for(self, row: ListExport) -> str:
        """The purpose that was said."""
        return str(_purposes().get(row.purpose, row.purpose))

    def own(self, request: HttpRequest, row_id: int) -> HttpResponse:
        """How far it is, and the file when it is ready."""
        export = _own(request, row_id)
        about = {"export": export, "what": self.of_what(export), "days": DAYS}
        return self.page(request, "own.html", _("Your list"), **about)

    def fetch(self, request: HttpRequest, row_id: int) -> HttpResponseBase:
        """The file itself, for whoever asked for it."""
        export = _own(request, row_id)
        try:
            content = lists.fetch(export)
        except CannotBeFetched:
            raise Http404
        answer = StreamingHttpResponse(content, content_type="text/csv; charset=utf-8")
        name = export.table.rpartition(".")[2].lower()
        answer["Content-Disposition"] = f'attachment; filename="{name}-{export.wanted_at:%Y-%m-%d}.csv"'
        answer["Content-Length"] = str(export.size)
        answer["Cache-Control"] = "private, no-store"
        return answer


def _own(request: HttpRequest, row_id: int) -> ListExport:
    if not request.user.has_perm(RIGHT):
        raise PermissionDenied
    try:
        return lists.of(actor(request), row_id)
    except CannotBeFetched:
        raise Http404
