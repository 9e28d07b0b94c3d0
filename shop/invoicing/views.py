"""A practice's own invoices: a list, the files as they were made, and a period in one bundle."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import may_see_invoices
from d4d.chart import BarChart
from d4d.foundation import clock
from d4d.foundation.spreadsheet import harmless, spreadsheet
from shop.invoicing import archive
from shop.invoicing import bundle as bundling
from shop.invoicing.forms import PeriodForm
from shop.invoicing.locations import Spending, of_chain
from shop.invoicing.models import (
    ArchivedFile,
    EarlierInvoice,
    EarlierInvoiceQuerySet,
    Invoice,
    InvoiceQuerySet,
    number_here,
)
from shop.invoicing.render.figures import cents
from shop.invoicing.services import balance_cents

PER_PAGE = 25
DOWNLOADS = {
    "pdf": (ArchivedFile.Kind.PDF, "application/pdf"),
    "xml": (ArchivedFile.Kind.UBL, "application/xml"),
}


@require_safe
@may_see_invoices
def invoices(request: HttpRequest) -> HttpResponse:
    """Everything invoiced to the practice: open, overdue and paid."""
    shown = request.GET.get("toon", "")
    page = Paginator(_shown(request, shown).prefetch_related("files"), PER_PAGE).get_page(
        request.GET.get("pagina")
    )
    context = {
        "page": page,
        "shown": shown,
        "filters": _filters(),
        "today": clock.today(),
        "period": PeriodForm(),
        "has_locations": request.practice.locations.exists(),  # type: ignore[attr-defined]
        "credit_cents": balance_cents(request.practice.pk),  # type: ignore[attr-defined]
        "has_earlier": _earlier(request).exists(),
    }
    return render(request, "invoicing/list.html", context)


@require_safe
@may_see_invoices
def file(request: HttpRequest, number: str, kind: str) -> HttpResponse:
    """The file of an invoice, byte for byte as it was made; never printed anew."""
    if kind not in DOWNLOADS:
        raise Http404
    wanted, media_type = DOWNLOADS[kind]
    files = ArchivedFile.objects.filter(invoice__practice=request.practice)  # type: ignore[attr-defined]
    found = get_object_or_404(files, invoice__number=number, kind=wanted)
    response = HttpResponse(archive.read(found), content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{number}.{kind}"'
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
@may_see_invoices
def earlier(request: HttpRequest) -> HttpResponse:
    """What the practice was invoiced in the shop before this one."""
    found = _earlier(request).order_by("-issued_on", "-pk")
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("pagina"))
    return render(request, "invoicing/earlier.html", {"page": page})


@require_safe
@may_see_invoices
def earlier_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The PDF of an earlier invoice, byte for byte as it was brought."""
    return download_of(get_object_or_404(_earlier(request).exclude(file=""), pk=pk))


def download_of(earlier: EarlierInvoice) -> HttpResponse:
    """Hand the PDF of an earlier invoice over under its number."""
    response = HttpResponse(archive.read_earlier(earlier), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{number_here(earlier.number)}.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
@may_see_invoices
def bundle(request: HttpRequest) -> HttpResponse:
    """Every invoice of a period with its files and a list, as one ZIP."""
    period = PeriodForm(request.GET)
    if not period.is_valid():
        return render(request, "invoicing/period.html", {"form": period}, status=422)
    first, last = period.cleaned_data["first"], period.cleaned_data["last"]
    chosen = _own(request).filter(issued_on__range=(first, last)).order_by("issued_on", "pk")
    response = StreamingHttpResponse(
        bundling.stream(chosen.iterator(chunk_size=100), clock.today()), content_type="application/zip"
    )
    response["Content-Disposition"] = f'attachment; filename="{_("invoices")}-{first}-{last}.zip"'
    response["Cache-Control"] = "private, no-store"
    return response  # type: ignore[return-value]  # a stream is an answer too


@require_safe
@may_see_invoices
def spending(request: HttpRequest) -> HttpResponse:
    """What each location of the chain spends: the debtor sees all of them, others have no such page."""
    chain = _chain(request)
    wanted = request.GET.get("vestiging", "")
    chosen = [one for one in chain if wanted in {"", one.practice.number}] or chain
    months = [(month, sum(dict(one.months)[month] for one in chosen)) for month, _cents in chain[0].months]
    figures = [(date_format(month, "M"), round(cents / 100)) for month, cents in months]
    context = {
        "chain": chain,
        "wanted": wanted,
        "chart": BarChart(_("Invoiced per month in whole euros, excluding VAT"), figures),
        "total_cents": sum(one.total_cents for one in chain),
    }
    return render(request, "invoicing/spending.html", context)


@require_safe
@may_see_invoices
def spending_table(request: HttpRequest) -> HttpResponse:
    """The same for a spreadsheet: a line per location and month."""
    rows = [
        [one.practice.number, harmless(one.practice.name), f"{month:%Y-%m}", cents(spent).replace(".", ",")]
        for one in _chain(request)
        for month, spent in one.months
    ]
    heads = [_("Customer number"), _("Location"), _("Month"), _("Excluding VAT")]
    response = HttpResponse(spreadsheet(heads, rows), content_type="text/csv; charset=utf-8")
    name = _("locations")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    response["Cache-Control"] = "private, no-store"
    return response


def _chain(request: HttpRequest) -> list[Spending]:
    chain = of_chain(request.practice, clock.today())  # type: ignore[attr-defined]
    if len(chain) == 1:
        raise Http404
    return chain


def _earlier(request: HttpRequest) -> EarlierInvoiceQuerySet:
    return EarlierInvoice.objects.for_practice(request.practice)  # type: ignore[attr-defined]


def _own(request: HttpRequest) -> InvoiceQuerySet:
    return Invoice.objects.for_practice(request.practice)  # type: ignore[attr-defined]


def _shown(request: HttpRequest, shown: str) -> InvoiceQuerySet:
    own = _own(request).newest_first()
    if shown == "open":
        return own.unsettled()
    if shown == "te-laat":
        return own.overdue(clock.today())
    return own.settled() if shown == "betaald" else own


def _filters() -> list[tuple[str, str]]:
    return [("", _("All")), ("open", _("Open")), ("te-laat", _("Overdue")), ("betaald", _("Paid"))]
