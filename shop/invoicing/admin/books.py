"""The bookkeeper's page: a period's turnover, VAT boxes and debtors, and the files to take out."""

from collections.abc import Callable, Iterator
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import URLPattern, path
from django.utils.formats import date_format
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from d4d.chart import BarChart
from d4d.foundation import clock
from privacy.staff import LedgerAdmin, StaffAdmin
from shop.invoicing import bundle
from shop.invoicing.books import ageing, audit_file, intra_community, revenue, tables, vat
from shop.invoicing.books.period import NoPeriod, Period
from shop.invoicing.models import Invoice, LedgerAccount, VatAmount

RIGHT = "invoicing.add_settlement"  # whoever books what comes in keeps the books
Maker = Callable[[Period], Iterator[bytes]]


def _documents(period: Period) -> Iterator[bytes]:
    of_period = Invoice.objects.issued_here().filter(issued_on__range=(period.first, period.last))
    return bundle.stream(of_period.order_by("issued_on", "pk").iterator(chunk_size=500), clock.today())


TAKEN_OUT: dict[str, tuple[str, Maker]] = {
    "journaal.csv": ("text/csv", lambda period: tables.as_csv(tables.journal_rows(period))),
    "icp.csv": ("text/csv", lambda period: tables.as_csv(tables.listing_rows(period))),
    "openstaand.csv": ("text/csv", lambda period: tables.as_csv(tables.open_rows(_until(period)))),
    "auditfile.xaf": ("application/xml", audit_file.stream),
    "facturen.zip": ("application/zip", _documents),
}


@admin.register(VatAmount)
class BooksAdmin(LedgerAdmin):
    """What the bookkeeper needs of a month, a quarter or a year."""

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whoever keeps the books."""
        return request.user.has_perm(RIGHT)

    def has_module_permission(self, request: HttpRequest) -> bool:
        """The same."""
        return request.user.has_perm(RIGHT)

    def get_urls(self) -> list[URLPattern]:
        """The page and its files."""
        take_out = self.admin_site.admin_view(self.take_out)
        own = [path("<str:name>/<str:file>", take_out, name="invoicing_take_out")]
        return [*own, *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Turnover, boxes and debtors; `period` names a month (2026-11), quarter (2026-Q4) or year."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        named = request.GET.get("period", "").strip()
        period, refusal = _period(named)
        until = _until(period)
        boxes = vat.boxes(period)
        self.seen(request, None, "list")
        return self.page(
            request,
            "books.html",
            _("Bookkeeping"),
            period=period,
            named=named or period.name,
            refusal=refusal,
            choices=_choices(),
            boxes=boxes,
            base_cents=sum(box.base_cents for box in boxes),
            vat_cents=sum(box.vat_cents for box in boxes),
            chart=_chart(period),
            shelves=revenue.per_shelf(period),
            listing=intra_community.listing(period),
            columns=[name for _limit, name in ageing.COLUMNS],
            until=until,
            debtors=ageing.open_items(until),
        )

    def take_out(self, request: HttpRequest, name: str, file: str) -> StreamingHttpResponse:
        """A file of the period, written while it is sent; that it was taken out is written down."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        try:
            period = Period.named(name)
            media_type, maker = TAKEN_OUT[file]
        except (NoPeriod, KeyError):
            raise Http404 from None
        self.seen(request, None, "export")
        answer = StreamingHttpResponse(_spoken(maker(period)), content_type=media_type)
        answer["Content-Disposition"] = f'attachment; filename="{period.name}-{file}"'
        return answer


@admin.register(LedgerAccount)
class LedgerAccountAdmin(StaffAdmin):
    """Under which numbers our bookkeeping keeps the amounts of invoices."""

    list_display = ("role", "number", "rgs")
    ordering = ("number",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """There is one for each role already."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never: the journal needs them all."""
        return False

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """What an account is for stays."""
        return ("role",)


def _period(named: str) -> tuple[Period, str]:
    """The period that was asked for, and why not when it is none."""
    today = clock.today()
    if not named:
        return Period.quarter_of(today), ""
    try:
        return Period.named(named), ""
    except NoPeriod:
        return Period.quarter_of(today), _("Write a month as 2026-11, a quarter as 2026-Q4, a year as 2026.")


def _until(period: Period) -> Any:
    """The last day of a period, but never one that is still to come."""
    return min(period.last, clock.today())


def _choices() -> list[str]:
    """This quarter, the one before, this month and this year: what is asked for most."""
    today = clock.today()
    quarter = Period.quarter_of(today)
    year = today.year if quarter.first.month > 1 else today.year - 1
    before = Period.quarter_of(today.replace(year=year, month=(quarter.first.month - 2) % 12 + 1, day=1))
    return [quarter.name, before.name, f"{today:%Y-%m}", str(today.year)]


def _chart(period: Period) -> BarChart:
    figures = [(date_format(month, "b y"), cents // 100) for month, cents in revenue.per_month(period.last)]
    return BarChart(_("Turnover per month in euros, excluding VAT"), figures)


def _spoken(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The same pieces, in the language of whoever asked: they are written when the request is over."""
    return _in_language(pieces, get_language() or "nl")


def _in_language(pieces: Iterator[bytes], language: str) -> Iterator[bytes]:
    while True:
        with override(language):
            piece = next(pieces, None)
        if piece is None:
            return
        yield piece
