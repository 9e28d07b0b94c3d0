"""Disputed invoices, reminders and pauses, to be read; a dispute is ended here."""

from typing import Any
from uuid import UUID

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from privacy.acts import Act, ActsAdmin
from privacy.long_lists import among
from privacy.staff import LedgerAdmin
from shop.debtors import services
from shop.debtors.forms import OutcomeForm
from shop.debtors.models import Dispute, Pause, Reminder, ReminderLevel, Stop


def _end(row: Dispute, answers: dict[str, Any], by: UUID) -> None:
    services.end_dispute(row.pk, outcome=answers["reason"], by=by)


@admin.register(Dispute)
class DisputeAdmin(ActsAdmin):
    """What practices contest; while it is open nobody reminds of it."""

    list_display = ("invoice", "practice", "state", "reason", "began_on", "ended_on")
    list_filter = ("state",)
    list_select_related = ("invoice__practice",)
    search_fields = ("=invoice__number", "=invoice__practice__number")
    ordering = ("-pk",)
    acts = (
        Act("end", _("The dispute is settled"), OutcomeForm, _end, lambda row: row.state == Stop.State.OPEN),
    )

    @admin.display(description=_("practice"))
    def practice(self, dispute: Dispute) -> Any:
        """Whose invoice it is."""
        return dispute.invoice.practice


@admin.register(Pause)
class PauseAdmin(LedgerAdmin):
    """Practices that hear nothing for a while."""

    list_display = ("practice", "state", "reason", "began_on", "until_on", "ended_on")
    list_filter = ("state",)
    list_select_related = ("practice",)
    search_fields = ("=practice__number",)
    ordering = ("-pk",)


def _levels() -> dict[str, str]:
    return {str(level): str(level) for level in ReminderLevel.objects.order_by("number")}


@admin.register(Reminder)
class ReminderAdmin(LedgerAdmin):
    """Every letter about what is overdue."""

    list_display = ("practice", "level", "decided_on", "sent_at")
    list_filter = (among("level", _levels), "decided_on")
    list_select_related = ("practice",)
    search_fields = ("=practice__number", "=lines__invoice__number")
    ordering = ("-decided_on", "-pk")
