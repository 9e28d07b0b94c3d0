"""How satisfied people are, as charts and figures; and who was asked."""

from datetime import date
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from d4d.chart import BarChart
from d4d.foundation import clock
from privacy.staff import LedgerAdmin
from shop.outreach import satisfaction
from shop.outreach.models import Answer, Invitation


@admin.register(Answer)
class AnswerAdmin(LedgerAdmin):
    """The totals; no single answer is shown anywhere."""

    totals_only = True

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """The last twelve months, a chart a kind."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        today = clock.today()
        since = today.replace(year=today.year - 1, day=1)
        kinds = [_told(kind, word, since) for kind, word in satisfaction.kinds()]
        title = _("How satisfied people are")
        return self.page(request, "report.html", title, kinds=kinds, smallest=satisfaction.SMALLEST)

    def change_view(self, request: HttpRequest, object_id: str, *_args: Any, **_more: Any) -> HttpResponse:
        """Nobody looks at one answer."""
        raise PermissionDenied


def _told(kind: str, word: str, since: date) -> dict[str, Any]:
    scores, figures = satisfaction.by_score(kind, since), satisfaction.recommended(kind, since)
    return {
        "word": word,
        "chart": _chart(_("Scores of the last twelve months: %(kind)s"), word, scores, 1),
        "recommended": _chart(_("Would recommend us, 0 to 10: %(kind)s"), word, figures, 0),
        "months": satisfaction.by_month(kind, since),
    }


def _chart(title: str, word: str, counted: list[int] | None, first: int) -> BarChart | None:
    if counted is None:
        return None
    figures = [(f"{figure}", some) for figure, some in enumerate(counted, first)]
    return BarChart(title % {"kind": word}, figures)


@admin.register(Invitation)
class InvitationAdmin(LedgerAdmin):
    """Who was asked and when; not whether they answered."""

    list_display = ("at", "kind", "subject", "occasion")
    list_filter = ("kind",)
    search_fields = ("=subject", "=occasion")
    ordering = ("-pk",)
