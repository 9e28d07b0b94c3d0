"""The desk of the ground floor: news that waits for somebody, and every step of everything."""

from typing import Any

from django.apps import apps
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from d4d.foundation.models import BackupMade, Delivery, Restoration, StateChange
from d4d.foundation.queues import QUEUES
from d4d.foundation.services import late, send_again
from privacy.long_lists import among
from privacy.staff import LedgerAdmin, tell_tries


class StandingFilter(admin.SimpleListFilter):
    """Whether a delivery needs somebody."""

    title = _("standing")
    parameter_name = "standing"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, Any]]:
        """Given up, waiting or done."""
        return [
            ("dead", _("needs somebody")),
            ("late", _("late")),
            ("open", _("waiting")),
            ("done", _("done")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Delivery]) -> QuerySet[Delivery]:
        """The rows of the chosen standing."""
        if self.value() == "dead":
            return queryset.exclude(dead_at=None)
        if self.value() == "late":
            return queryset.filter(pk__in=late().values("pk"))
        if self.value() == "open":
            return queryset.filter(done_at=None, dead_at=None)
        return queryset.exclude(done_at=None) if self.value() == "done" else queryset


@admin.register(Delivery)
class DeliveryAdmin(LedgerAdmin):
    """News on its way, and why some of it did not arrive."""

    list_display = ("topic", "payload", "attempts", "last_error", "available_at", "dead_at", "done_at")
    list_filter = (StandingFilter, among("queue", lambda: {one: one for one in QUEUES}))
    search_fields = ("key__startswith",)
    ordering = ("-id",)
    actions = ("send_again",)

    @admin.action(description=_("Send again"), permissions=["resend"])
    def send_again(self, request: HttpRequest, chosen: QuerySet[Delivery]) -> None:
        """Give what was given up a new row of tries."""
        count = sum(send_again(pk) for pk in chosen.values_list("pk", flat=True))
        tell_tries(request, count)

    def has_resend_permission(self, request: HttpRequest) -> bool:
        """Whether somebody may set failed work going again."""
        return request.user.has_perm("foundation.change_delivery")


@admin.register(BackupMade)
class BackupMadeAdmin(LedgerAdmin):
    """Which backups were made."""

    list_display = ("name", "made_at", "size")
    ordering = ("-id",)


@admin.register(Restoration)
class RestorationAdmin(LedgerAdmin):
    """Which backups were put back, and when the house had caught up."""

    list_display = ("backup", "taken_at", "restored_at", "replayed_at", "reconciled_at")
    ordering = ("-id",)


def _kinds() -> dict[str, Any]:
    """Whatever goes from state to state."""
    moving = (one for one in apps.get_models() if hasattr(one, "MOVES"))
    return {one._meta.label: str(one._meta.verbose_name).capitalize() for one in moving}


@admin.register(StateChange)
class StateChangeAdmin(LedgerAdmin):
    """Every step of everything."""

    list_display = ("at", "kind", "row_id", "came_from", "went_to", "reason_in_words")
    list_filter = (among("kind", _kinds),)
    search_fields = ("row_id",)
    ordering = ("-id",)
    fields = ("at", "kind", "row_id", "came_from", "went_to", "actor", "reason_in_words")
    readonly_fields = ("reason_in_words",)

    @admin.display(description=_("reason"), ordering="reason")
    def reason_in_words(self, row: StateChange) -> str:
        """Why it was moved."""
        return row.why or "–"
