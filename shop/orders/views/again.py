"""Ordering what was ordered before: from everything, or from one order."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import MemberRequest, may_order, may_see_orders
from d4d.foundation import written
from shop.cart import boxes
from shop.cart import services as cart
from shop.cart.offers import Offer
from shop.orders import again
from shop.orders.earlier import Earlier, earlier, ordered
from shop.orders.models import Order

PER_PAGE = 50
LONGEST_SEARCH = 100


@require_http_methods(["GET", "POST"])
@may_see_orders
def ordered_before(request: MemberRequest) -> HttpResponse:
    """Everything the practice ever ordered; filled boxes go into the cart with one button."""
    if request.method == "POST":
        return _order(request)
    return _page(request, None)


@may_order
def _order(request: MemberRequest) -> HttpResponse:
    found = _found(request)
    filled = boxes.read(request.POST, [variant_id for variant_id, _ in found])
    if filled.wrong:
        return _page(request, filled, status=422)
    if not filled.pieces:
        messages.info(request, _("Fill in how many you need of at least one article."))
        return redirect(request.get_full_path())
    added = cart.put_all(request.practice, request.user, filled.pieces)
    if added.variant_ids:
        messages.success(request, added.said)
    for one in added.left_out:
        messages.warning(request, one.said)
    return redirect("cart:show")


@require_POST
@may_order
def reorder(request: MemberRequest, number: str) -> HttpResponse:
    """The lines of one order go into the cart at today's prices; differences are named."""
    order = get_object_or_404(Order.objects.for_practice(request.practice), number=number)
    done = again.put_in_cart(request.practice, request.user, order)
    if done.added.variant_ids:
        messages.success(request, done.added.said)
    for one in done.added.left_out:
        messages.warning(request, one.said)
    for offer in done.replaced:
        messages.info(request, _replaced(offer))
    for offer in done.changed:
        messages.info(request, _changed(offer))
    return redirect("cart:show")


def _page(request: MemberRequest, filled: boxes.Boxes | None, status: int = 200) -> HttpResponse:
    page = _paginated(request)
    rows = earlier(request.practice, list(page.object_list))
    names = {row.offer.variant.pk: row.offer.line.name for row in rows}
    context = {
        "page": page,
        "rows": [_row(row, filled) for row in rows],
        "text": _text(request),
        "problems": filled.problems(names) if filled else [],
        "may_order": request.membership.may_order,
    }
    return render(request, "orders/earlier.html", context, status=status)


def _paginated(request: MemberRequest) -> Any:
    return Paginator(ordered(request.practice, _text(request)), PER_PAGE).get_page(request.GET.get("pagina"))


def _found(request: MemberRequest) -> list[tuple[int, Any]]:
    return list(_paginated(request).object_list)


def _row(row: Earlier, filled: boxes.Boxes | None) -> dict[str, Any]:
    pk = row.offer.variant.pk
    return {
        "earlier": row,
        "offer": row.offer,
        "box": boxes.name_of_box(pk),
        "written": filled.written.get(pk, "") if filled else "",
        "problem": filled.problem(pk) if filled else "",
    }


def _text(request: MemberRequest) -> str:
    return request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST_SEARCH]


def _replaced(offer: Offer) -> str:
    names = {"name": offer.line.name, "successor": offer.successor_name}
    return _("%(name)s is replaced by %(successor)s.") % names


def _changed(offer: Offer) -> str:
    facts = {
        "name": offer.line.name,
        "was": written.price(offer.line.seen_e4),
        "price": written.price(offer.line.unit_e4),
    }
    return _("%(name)s costs %(price)s now; it was %(was)s.") % facts
