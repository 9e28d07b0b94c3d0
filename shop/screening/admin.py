"""The desk for held orders: why each was held, until when, and the decision of somebody of the staff."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from d4d.foundation import clock, states
from d4d.foundation.written import euro
from privacy.acts import Act, ActsAdmin, Step, badge
from privacy.boxes import in_euros
from privacy.staff import StaffAdmin
from shop.orders.models import Order
from shop.orders.services import CannotBeCancelled, CannotBeReleased
from shop.screening import services
from shop.screening.checks import told
from shop.screening.models import Rule, Screening


class WhyForm(forms.Form):
    """Why somebody of the staff decides so."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=120,
        help_text=_("What you looked at and whom you spoke. With a cancellation the customer reads it too."),
    )


class StandingFilter(admin.SimpleListFilter):
    """Held orders about which somebody must decide."""

    title = _("standing")
    parameter_name = "standing"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Waiting, or waiting too long."""
        return [("waiting", _("to be decided")), ("overdue", _("too late"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """Those that stand so."""
        if self.value() == "waiting":
            return queryset.waiting()
        return queryset.overdue(clock.now()) if self.value() == "overdue" else queryset


def _is_held(screening: Screening) -> bool:
    return screening.order.state == Order.State.AWAITING_REVIEW


@admin.register(Screening)
class ScreeningAdmin(ActsAdmin):
    """Orders that wait for a decision: read here, released or cancelled with a reason."""

    list_display = ("number", "practice_name", "total", "why", "order_state", "due_at")
    list_filter = (StandingFilter,)
    list_select_related = ("order__practice",)
    search_fields = ("=order__number", "=order__practice__number")
    search_help_text = _("Order number or customer number")
    ordering = ("-due_at", "-pk")
    fields = readonly_fields = ("order", "practice_name", "total", "order_state", "why", "held_at", "due_at")
    refusals = {
        CannotBeReleased: _("Somebody has decided about this order already."),
        CannotBeCancelled: _("Somebody has decided about this order already."),
    }
    acts = (
        Act(
            "release",
            _("Release"),
            WhyForm,
            lambda row, given, by: services.release(row, reason=given["reason"], by=by),
            _is_held,
            _("The order goes on, and the customer hears that we looked at it."),
        ),
        Act(
            "cancel",
            _("Cancel the order"),
            WhyForm,
            lambda row, given, by: services.cancel(row, reason=given["reason"], by=by),
            _is_held,
            _("Nothing is delivered, what was paid goes back, and the customer hears why."),
            is_grave=True,
        ),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Screening]:
        """With the order and who ordered."""
        rows: QuerySet[Screening] = super().get_queryset(request)
        return rows.select_related("order__practice").prefetch_related("order__lines")

    def steps(self, row: Screening) -> list[Step]:
        """How the order went."""
        return [
            Step(clock.local(step.at), row.order.in_words(step.went_to), step.why)
            for step in states.history(row.order)
        ]

    @admin.display(description=_("order"))
    def number(self, row: Screening) -> str:
        """Its number."""
        return row.order.number

    @admin.display(description=_("practice"))
    def practice_name(self, row: Screening) -> str:
        """Who ordered."""
        return row.order.practice.name

    @admin.display(description=_("including VAT"))
    def total(self, row: Screening) -> str:
        """The total in euros."""
        return euro(row.order.total_cents)

    @admin.display(description=_("why it was held"))
    def why(self, row: Screening) -> str:
        """The rules that held it, with what they saw."""
        return " ".join(told(row.reasons))

    @admin.display(description=_("state"))
    def order_state(self, row: Screening) -> SafeString:
        """How far the order is."""
        return badge(row.order.state, row.order.get_state_display())


@admin.register(Rule)
class RuleAdmin(StaffAdmin):
    """The rules: each with the days on which it holds; a new figure is a new row from a day on."""

    list_display = (
        "kind",
        in_euros("amount_cents", _("from an amount including VAT")),
        "times",
        "days",
        "since",
        "until",
    )
    list_filter = ("kind",)
    ordering = ("kind", "-since")

    def has_delete_permission(self, request: HttpRequest, obj: Rule | None = None) -> bool:
        """A rule ends on a day; that it held stays to be seen."""
        return False
