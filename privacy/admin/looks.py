"""The journal of looks, for the privacy officer alone: by person, never by member of staff."""

from typing import Any
from uuid import UUID

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from privacy import access, people
from privacy.models import Look
from privacy.staff import LedgerAdmin


@admin.register(Look)
class LookAdmin(LedgerAdmin):
    """Who looked at somebody's data. No list, filter or count by member of staff: this measures nobody."""

    list_display = ("at", "role", "opened", "what_for")
    search_fields = ("subject",)
    search_help_text = _("The identity of a person, as the request desk links it")
    ordering = ("-pk",)
    fields = readonly_fields = ("at", "role", "by", "opened", "what_for", "sequence")

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Only whose role holds this right; nobody gets it by being in charge."""
        member: Any = request.user
        right = {"permissions__content_type__app_label": "privacy", "permissions__codename": "view_look"}
        return bool(member.is_active and member.groups.filter(**right).exists())

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Likewise for the link on the front page."""
        return self.has_view_permission(request)

    def get_search_results(
        self, request: HttpRequest, queryset: "QuerySet[Look]", search_term: str
    ) -> tuple["QuerySet[Look]", bool]:
        """Everything about one person; a half identity finds nothing."""
        if not search_term:
            return queryset, False
        try:
            return queryset.filter(subject=UUID(search_term.strip())), False
        except ValueError:
            return queryset.none(), False

    @admin.display(description=_("by"))
    def by(self, row: Look) -> str:
        """Who of the staff it was, on this page only."""
        return people.name(row.actor)

    @admin.display(description=_("what was opened"))
    def opened(self, row: Look) -> str:
        """What kind of row."""
        return access.told(row).place

    @admin.display(description=_("what for"))
    def what_for(self, row: Look) -> str:
        """The purpose for which it is kept."""
        return access.told(row).reason
