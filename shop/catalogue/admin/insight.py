"""How the shop is used, at the desk: totals, and nothing below them."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from d4d.chart import BarChart
from privacy.staff import LedgerAdmin
from shop.catalogue import counting, insight
from shop.catalogue.models import SearchCount


@admin.register(SearchCount)
class InsightAdmin(LedgerAdmin):
    """How the shop is used, as totals: charts, and the same in tables."""

    totals_only = True

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """What was looked for, found in vain and opened, and the steps to an order."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        words, products, steps = insight.words(), insight.products(), insight.steps()
        charts = {
            "words_chart": BarChart(_("Looked for"), [(text, all_) for text, all_, _vain in words]),
            "products_chart": BarChart(_("Products opened"), products),
            "steps_chart": BarChart(_("Steps to an order"), steps),
        }
        return self.page(
            request,
            "report.html",
            _("How the shop is used"),
            words=words,
            in_vain=insight.words(in_vain=True),
            smallest=counting.SMALLEST,
            days=insight.DAYS,
            **charts,
        )

    def change_view(self, request: HttpRequest, object_id: str, *_args: Any, **_more: Any) -> HttpResponse:
        """Totals only."""
        raise PermissionDenied
