"""The pages on which goods are found and looked at."""

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from d4d.foundation import clock
from shop.catalogue import (
    cards,
    counting,
    delivery_day,
    drawings,
    filters,
    listing,
    papers,
    recent,
    search,
    sheet,
    shelves,
    suggestions,
)
from shop.catalogue.browser_copies import sent_once
from shop.catalogue.models import Document, Variant
from shop.catalogue.viewer import viewer_of

FOREVER = "public, max-age=31536000, immutable"


@require_safe
@sent_once
def products(request: HttpRequest) -> HttpResponse:
    """Every category, and below them everything."""
    return _shelf(request, "catalogue/products.html", None)


@require_safe
@sent_once
def category(request: HttpRequest, slug: str) -> HttpResponse:
    """What lies on one shelf, narrowed down as the visitor likes."""
    shelf = shelves.find(slug)
    if shelf is None:
        raise Http404
    return _shelf(request, "catalogue/category.html", shelf)


@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """What somebody may mean; the very number of an article leads straight to it."""
    query = request.GET.get(filters.QUERY, "").strip()
    found = search.find(query)
    viewer = viewer_of(request)
    if filters.PAGE not in request.GET:
        hits = 0 if found.is_guess else len(found.product_ids) + bool(found.exact_variant_id)
        counting.searched(query, hits, viewer.practice, request)
    if found.exact_variant_id:
        variant = get_object_or_404(Variant.objects.select_related("product"), pk=found.exact_variant_id)
        return redirect(f"{reverse('catalogue:product', args=[variant.product.slug])}#v{variant.pk}")
    shown = listing.of_products(
        found.product_ids,
        filters.read(request.GET, viewer.practice),
        request.GET.get(filters.PAGE, ""),
        viewer,
        clock.today(),
    )
    context = {
        **_listed(request, shown),
        "search_query": query,
        "found": found,
        "top_shelves": shelves.top(),
        "orders": filters.ORDERS_OF_A_SEARCH,
    }
    page = render(request, "catalogue/search.html", context)
    counting.write_after(page)
    return page


@require_safe
@sent_once
def product(request: HttpRequest, slug: str) -> HttpResponse:
    """One product: what it is, what it costs, when it can be there, and what goes with it."""
    found = sheet.sheet_of(slug, viewer_of(request), clock.today())
    if found is None:
        raise Http404
    way = [{"title": shelf.name, "url": shelf.url} for shelf in shelves.way_to(found.category_id)]
    viewed = recent.cards_for(request, but=found.product_id)
    recent.note(request, found.product_id)
    counting.opened(found.product_id)
    context = {
        "sheet": found,
        "crumbs": [_all_products(), *way, {"title": found.name, "url": ""}],
        "article": sheet.render(found, delivery_day.promise(clock.now()), request),
        "recent": cards.render(viewed, request),
        "suggested": cards.render(suggestions.cards_for(request, but=found.product_id), request),
    }
    page = render(request, "catalogue/product.html", context)
    counting.write_after(page)
    return page


@require_safe
def document(request: HttpRequest, pk: int) -> FileResponse:
    """A paper that belongs to a published product."""
    paper = get_object_or_404(Document, pk=pk, product__is_published=True)
    return papers.sent(paper.file)


@require_safe
def drawing(request: HttpRequest, kind: str, seed: str) -> HttpResponse:
    """A drawing of a kind of goods, in the accent that its seed gives."""
    if kind not in drawings.families():
        raise Http404
    picture = HttpResponse(drawings.draw(kind, seed), content_type="image/svg+xml")
    picture["Cache-Control"] = FOREVER
    return picture


@require_safe
def photo(request: HttpRequest, name: str) -> HttpResponseBase:
    """A photo of a product, as it was tidied when staff sent it in."""
    path = f"products/{name}"
    if not default_storage.exists(path):
        raise Http404
    picture = FileResponse(default_storage.open(path), content_type="image/webp")
    picture["Cache-Control"] = FOREVER
    return picture


def _shelf(request: HttpRequest, template: str, shelf: shelves.Shelf | None) -> HttpResponse:
    viewer = viewer_of(request)
    shown = listing.on_shelves(
        shelves.ids_within(shelf) if shelf else [],
        filters.read(request.GET, viewer.practice),
        request.GET.get(filters.PAGE, ""),
        viewer,
        clock.today(),
    )
    way = [{"title": one.name, "url": one.url} for one in shelves.way_to(shelf.pk)] if shelf else []
    inside = shelves.children(shelf) if shelf else shelves.top()
    crumbs = [_all_products(), *way]
    crumbs[-1] = {**crumbs[-1], "url": ""}
    context = {
        **_listed(request, shown),
        "found": None,
        "shelf": shelf,
        "inside": inside,
        "crumbs": crumbs,
        "orders": filters.ORDERS_OF_A_SHELF,
    }
    return render(request, template, context)


def _listed(request: HttpRequest, shown: listing.Listing) -> dict[str, object]:
    """What every list shows; the form beside it is the same for everybody and kept for a minute."""
    return {
        "listing": shown,
        "page": shown.page,
        "cards": cards.render(shown.cards, request),
    }


def _all_products() -> dict[str, str]:
    return {"title": _("All products"), "url": reverse("catalogue:products")}
