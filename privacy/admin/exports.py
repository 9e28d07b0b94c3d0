"""The copies that people asked for, for the privacy officer: how far they are, never what is in them."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from privacy.export.making import copies
from privacy.models import ExportArchive
from privacy.staff import LedgerAdmin, actor, tell_tries


@admin.register(ExportArchive)
class ExportArchiveAdmin(LedgerAdmin):
    """How far each copy is, and a second try for one that failed."""

    list_display = ("wanted_at", "state", "uuid", "size", "ready_at", "fetched_at", "expires_at", "failure")
    list_filter = ("state",)
    fields = (
        "uuid",
        "state",
        "done",
        "total",
        "wanted_at",
        "ready_at",
        "expires_at",
        "fetched_at",
        "size",
        "failure",
    )
    ordering = ("-id",)
    actions = ("make_again",)

    @admin.action(description=_("Make again"), permissions=["make"])
    def make_again(self, request: HttpRequest, chosen: "QuerySet[ExportArchive]") -> None:
        """Have copies that failed made once more."""
        failed = list(chosen.filter(state=ExportArchive.State.FAILED).values_list("pk", flat=True))
        for pk in failed:
            copies.try_again(pk, by=actor(request))
        tell_tries(request, len(failed))

    def has_make_permission(self, request: HttpRequest) -> bool:
        """Whether somebody may set a copy going again."""
        return request.user.has_perm("privacy.change_exportarchive")
