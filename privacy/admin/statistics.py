"""The switch of the statistics, and what was counted."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from d4d.chart import BarChart
from privacy import statistics
from privacy.models import CookieChoice, PageCount, StatisticsSwitch
from privacy.staff import LedgerAdmin, actor

DAYS_SHOWN = 14


@admin.register(StatisticsSwitch)
class StatisticsSwitchAdmin(LedgerAdmin):
    """Every time that somebody switched the counting of visits on or off, and why."""

    list_display = ("at", "is_on", "reason", "actor")
    fields = ("is_on", "reason")
    ordering = ("-id",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Whoever watches over privacy."""
        return request.user.has_perm("privacy.change_statisticsswitch")

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Switch it, in the name of whoever does so."""
        row = statistics.switch(on=obj.is_on, actor=actor(request), reason=obj.reason)
        obj.pk, obj.at = row.pk, row.at
        if row.is_on:
            messages.warning(request, _("From now on every visitor is asked for consent by a bar."))


@admin.register(CookieChoice)
class CookieChoiceAdmin(LedgerAdmin):
    """The proof of each yes and no: when, and to which words."""

    list_display = ("at", "allows_statistics", "text", "ended_at")
    list_filter = ("allows_statistics",)
    list_select_related = ("text",)
    ordering = ("-id",)


@admin.register(PageCount)
class PageCountAdmin(LedgerAdmin):
    """What was counted, as a chart and as figures."""

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Two weeks of totals."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        figures = [(date_format(day, "j b"), views) for day, views in statistics.per_day(DAYS_SHOWN)]
        kinds = statistics.per_kind(DAYS_SHOWN)
        total = sum(views for _kind, views in kinds)
        return self.page(
            request,
            "report.html",
            str(_("Use of the site")),
            chart=BarChart(str(_("Pages opened per day, by visitors who agreed")), figures),
            kinds=[
                {"kind": kind, "views": views, "share": round(100 * views / total)} for kind, views in kinds
            ],
            is_on=statistics.is_on(),
            smallest=statistics.SMALLEST,
        )
