"""Visits at the desk: the list, what can be done with each, the week, and the engineer's report."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from contracts.service import engineers, services
from contracts.service.admin.patient_data import ACT as REMOVE_PATIENT_DATA
from contracts.service.admin.reports import ReportPages
from contracts.service.forms.visits import ArrangeForm, OfferForm, PlanForm, ReasonForm
from contracts.service.models import Visit, VisitDevice
from contracts.service.week import week_of
from d4d.foundation import clock
from privacy.acts import Act, ActsAdmin, badge
from privacy.staff import ReadOnlyInline, actor

SOON = timedelta(days=31)
MOST_SHOWN = 20
REFUSALS = {
    services.VisitIsClosed: _("This visit was made or cancelled meanwhile."),
    services.NotAWorkingDay: _("Nobody works on this day."),
    services.EngineerIsBusy: _("This engineer is at another practice then."),
    services.TimeIsGone: _("This time lies behind us."),
}


def _offer(visit: Visit, answers: dict[str, Any], by: UUID) -> None:
    services.offer(visit.pk, answers["offered"], by=by)


def _plan(visit: Visit, answers: dict[str, Any], by: UUID) -> None:
    services.plan(visit.pk, answers["times"], by=by, reason=answers["reason"])


def _cancel(visit: Visit, answers: dict[str, Any], by: UUID) -> None:
    services.cancel(visit.pk, reason=answers["reason"], by=by)


class DeskPlanForm(PlanForm):
    """One time, with what the act needs."""

    def clean(self) -> dict[str, Any]:
        """The hours themselves."""
        data = super().clean() or self.cleaned_data
        if not self.errors:
            data["times"] = self.times(data["day"], data["hour"])
        return data


class DeskOfferForm(OfferForm):
    """Some times, with what the act needs."""

    def clean(self) -> dict[str, Any]:
        """The hours themselves."""
        data = super().clean()
        if not self.errors:
            data["offered"] = self.offered()
        return data


class StandingFilter(admin.SimpleListFilter):
    """What somebody must do about it."""

    title = _("standing")
    parameter_name = "standing"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Overdue, to be planned soon, this week."""
        return [("overdue", _("overdue")), ("to_plan", _("to be planned soon")), ("week", _("this week"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """Those that wait."""
        today = clock.today()
        if self.value() == "overdue":
            return queryset.overdue(today)
        if self.value() == "to_plan":
            return queryset.to_plan(today + SOON)
        if self.value() == "week":
            return queryset.in_week_of(today)
        return queryset


class DeviceInline(ReadOnlyInline):
    """Which devices are to be seen."""

    model = VisitDevice
    fields = readonly_fields = ("device", "state")

    def get_queryset(self, request: HttpRequest) -> QuerySet[VisitDevice]:
        """With the device."""
        rows: QuerySet[VisitDevice] = super().get_queryset(request).select_related("device")
        return rows


@admin.register(Visit)
class VisitAdmin(ReportPages, ActsAdmin):
    """Every visit, the next one due first."""

    list_display = ("__str__", "practice_name", "state_badge", "to_be_done_by", "starts_at", "who")
    list_filter = (StandingFilter, "state")
    list_select_related = ("practice",)
    search_fields = ("=practice__number", "practice__name", "=contract__number")
    ordering = ("due_on", "pk")
    fields = readonly_fields = (
        "practice_name",
        "contract",
        "state_badge",
        "to_be_done_by",
        "starts_at",
        "wish",
        "ends_at",
        "who",
        "carried_from",
        "closed_at",
    )
    inlines = (DeviceInline,)
    refusals = dict(REFUSALS)
    change_form_template = "admin/service/visit/change_form.html"
    change_list_template = "admin/service/visit/change_list.html"
    acts = (
        Act("offer", _("Offer times"), DeskOfferForm, _offer, lambda visit: visit.is_open),
        Act("plan", _("Plan or move"), DeskPlanForm, _plan, lambda visit: visit.is_open),
        Act("cancel", _("Cancel the visit"), ReasonForm, _cancel, lambda visit: visit.is_open, is_grave=True),
        REMOVE_PATIENT_DATA,
    )

    def get_queryset(self, request: HttpRequest) -> Any:
        """With the practice, the contract and the name of who comes."""
        rows = super().get_queryset(request).select_related("practice", "contract")
        return rows.annotate(engineer_name=engineers.name_of("engineer"))

    def get_ordering(self, request: HttpRequest) -> Any:
        """Those of this week as they come, others by the day on which they are due."""
        return ("starts_at", "pk") if request.GET.get("standing") == "week" else self.ordering

    def get_urls(self) -> list[URLPattern]:
        """Also the week, a visit that no contract asks for, and the pages of a report."""
        view = self.admin_site.admin_view
        return [
            path("week/", view(self.week), name="service_visit_week"),
            path("arrange/", view(self.arrange), name="service_visit_arrange"),
            *super().get_urls(),
        ]

    def week(self, request: HttpRequest) -> HttpResponse:
        """Who is where this week, what is overdue and what must be planned."""
        self.check_right(request)
        today = clock.today()
        visits = self.get_queryset(request)
        shown = week_of(request.GET.get("week", ""), today)
        return self.page(
            request,
            "week.html",
            str(_("Visits of the week")),
            week=shown,
            overdue=visits.overdue(today).order_by("due_on")[:MOST_SHOWN],
            to_plan=visits.to_plan(today + SOON).filter(due_on__gte=today).order_by("due_on")[:MOST_SHOWN],
            today=today,
        )

    def arrange(self, request: HttpRequest) -> HttpResponse:
        """Make a visit that no contract asks for."""
        self.check_right(request)
        form = ArrangeForm(request.POST or None)
        if form.is_bound and form.is_valid():
            answers = form.cleaned_data
            visit = services.arrange(
                answers["practice"].pk, answers["devices"], answers["due_on"], by=actor(request)
            )
            messages.success(request, _("The visit is there; now find a time for it."))
            return redirect("admin:service_visit_change", visit.pk)
        errors = form.is_bound and form.errors
        return self.act_page(request, str(_("New visit")), form=form, errors=errors)

    @admin.display(description=_("practice"), ordering="practice__name")
    def practice_name(self, visit: Visit) -> str:
        """Number and name."""
        return f"{visit.practice.number} {visit.practice.name}"

    @admin.display(description=_("state"), ordering="state")
    def state_badge(self, visit: Visit) -> SafeString:
        """The state, or that it is overdue."""
        if visit.is_overdue(clock.today()):
            return badge("overdue", _("overdue"))
        return badge(visit.state, visit.get_state_display())

    @admin.display(description=_("to be done by"), ordering="due_on")
    def to_be_done_by(self, visit: Visit) -> str:
        """The day on which it is due."""
        return date_format(visit.due_on, "j F Y")

    @admin.display(description=_("engineer"))
    def who(self, visit: Any) -> str:
        """Who comes."""
        return visit.engineer_name or "–"
