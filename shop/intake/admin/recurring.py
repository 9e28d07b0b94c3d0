"""Repeating orders at the desk: what practices are reminded of, and when next."""

from django.contrib import admin
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from privacy import people
from privacy.acts import badge
from privacy.staff import LedgerAdmin, ReadOnlyInline
from shop.intake.models import Recurrence, RecurrenceLine


class RecurrenceLineInline(ReadOnlyInline):
    """What is ordered each time."""

    model = RecurrenceLine
    fields = readonly_fields = ("variant", "quantity")


@admin.register(Recurrence)
class RecurrenceAdmin(LedgerAdmin):
    """Every repeating order; the practice itself changes it, pauses it and ends it."""

    list_display = ("practice", "name", "how_far", "weeks", "next_on")
    list_filter = ("state", "weeks")
    list_select_related = ("practice",)
    search_fields = ("=practice__number", "practice__name")
    ordering = ("-pk",)
    fields = ("practice", "name", "how_far", "weeks", "next_on", "wanted_by", "created_at", "ended_at")
    inlines = (RecurrenceLineInline,)

    @admin.display(description=_("state"), ordering="state")
    def how_far(self, row: Recurrence) -> SafeString:
        """Its state as a badge."""
        return badge(row.state, row.get_state_display())

    @admin.display(description=_("reminded person"))
    def wanted_by(self, row: Recurrence) -> str:
        """Who set it up, and hears when it is time."""
        return people.name(row.person) or "–"
