"""The API itself: each view reads rows of one practice, through that practice."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404

from accounts.models import Practice
from contracts.devices.models import Device
from d4d.api import paging, shapes
from d4d.api.door import reads
from d4d.api.models import Scope
from d4d.foundation import clock
from shop.catalogue.models import Variant
from shop.invoicing import archive
from shop.invoicing.models import ArchivedFile, Invoice, InvoiceQuerySet
from shop.orders.models import Order, OrderQuerySet

MEDIA_TYPES = {ArchivedFile.Kind.PDF.value: "application/pdf", ArchivedFile.Kind.UBL.value: "application/xml"}
ENDINGS = {ArchivedFile.Kind.PDF.value: "pdf", ArchivedFile.Kind.UBL.value: "xml"}


@reads(Scope.CATALOGUE)
def articles(request: HttpRequest, practice: Practice) -> HttpResponse:
    """Everything for sale, with the prices of this practice."""
    found = Variant.objects.for_sale().select_related("product__brand")
    return paging.page(request, found, lambda rows: shapes.articles(rows, practice))


@reads(Scope.CATALOGUE)
def article(request: HttpRequest, practice: Practice, number: str) -> HttpResponse:
    """One article by its number."""
    found = Variant.objects.for_sale().select_related("product__brand").filter(number=number)
    if not found:
        raise Http404
    return JsonResponse(shapes.articles(list(found), practice)[0])


@reads(Scope.ORDERS)
def orders(request: HttpRequest, practice: Practice) -> HttpResponse:
    """What the practice ordered, since a day if one is named."""
    own = _orders(practice)
    if day := paging.since(request):
        own = own.filter(placed_at__gte=clock.midnight(day))
    return paging.page(
        request, shapes.with_parts_of_orders(own), lambda rows: shapes.each(rows, shapes.order)
    )


@reads(Scope.ORDERS)
def order(request: HttpRequest, practice: Practice, number: str) -> HttpResponse:
    """One order."""
    found = get_object_or_404(shapes.with_parts_of_orders(_orders(practice)), number=number)
    return JsonResponse(shapes.order(found))


@reads(Scope.INVOICES)
def invoices(request: HttpRequest, practice: Practice) -> HttpResponse:
    """What was invoiced to the practice, since a day if one is named."""
    own = _invoices(practice)
    if day := paging.since(request):
        own = own.filter(issued_on__gte=day)
    return paging.page(
        request, shapes.with_parts_of_invoices(own), lambda rows: shapes.each(rows, shapes.invoice)
    )


@reads(Scope.INVOICES)
def invoice(request: HttpRequest, practice: Practice, number: str) -> HttpResponse:
    """One invoice or credit note."""
    found = get_object_or_404(shapes.with_parts_of_invoices(_invoices(practice)), number=number)
    return JsonResponse(shapes.invoice(found))


@reads(Scope.INVOICES)
def invoice_file(request: HttpRequest, practice: Practice, number: str, kind: str) -> HttpResponse:
    """The file of an invoice, byte for byte as it was made."""
    files = ArchivedFile.objects.filter(invoice__in=_invoices(practice), kind__in=MEDIA_TYPES)
    found = get_object_or_404(files, invoice__number=number, kind=kind)
    answer = HttpResponse(archive.read(found), content_type=MEDIA_TYPES[kind])
    answer["Content-Disposition"] = f'attachment; filename="{number}.{ENDINGS[kind]}"'
    return answer


@reads(Scope.DEVICES)
def devices(request: HttpRequest, practice: Practice) -> HttpResponse:
    """What stands in the practice, also what is out of use."""
    own = Device.objects.for_practice(practice).select_related("kind")
    return paging.page(request, own, lambda rows: shapes.each(rows, shapes.device))


@reads(Scope.DEVICES)
def device(request: HttpRequest, practice: Practice, pk: int) -> HttpResponse:
    """One device."""
    found = get_object_or_404(Device.objects.for_practice(practice).select_related("kind"), pk=pk)
    return JsonResponse(shapes.device(found))


def _orders(practice: Practice) -> OrderQuerySet:
    return Order.objects.for_practice(practice)


def _invoices(practice: Practice) -> InvoiceQuerySet:
    return Invoice.objects.for_practice(practice)
