"""Which lists were taken out, for the privacy officer; and where whoever asked fetches their own."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from d4d.foundation.handing_out import DAYS, CannotBeFetched
from privacy.list_exports import RIGHT, lists
from privacy.models import ListExport
from privacy.staff import LedgerAdmin, actor

SHOWN = (
    "wanted_at",
    "asked_by",
    "role",
    "table",
    "columns",
    "narrowed",
    "purpose",
    "reason",
    "state",
    "done",
    "size",
    "ready_at",
    "fetched_at",
    "expires_at",
)


@admin.register(ListExport)
class ListExportAdmin(LedgerAdmin):
    """Every list that left the desk: who, what for, which columns, how many rows."""

    list_display = ("wanted_at", "table", "purpose", "reason", "done", "role", "state", "fetched_at")
    list_filter = ("state", "table", "purpose")
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

    def own(self, request: HttpRequest, row_id: int) -> HttpResponse:
        """How far it is, and the file when it is ready."""
        export = _own(request, row_id)
        return self.page(request, "own.html", _("Your list"), export=export, days=DAYS)

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
