"""The cart page, and what is done from any page with a button to order."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.access import MemberRequest, may_order
from d4d.foundation import clock
from shop.cart import remarks, services
from shop.cart.forms import QuantityForm
from shop.cart.models import CartLine
from shop.cart.quote import Quote, QuoteLine
from shop.catalogue import counting
from shop.catalogue.availability import label
from shop.catalogue.delivery_day import promise
from shop.catalogue.models import Variant
from shop.catalogue.wording import worded


@require_GET
@may_order
def show(request: MemberRequest) -> HttpResponse:
    """What somebody is about to order, and what it costs."""
    return render(request, "cart/show.html", _cart(request))


@require_POST
@may_order
def add(request: MemberRequest) -> HttpResponse:
    """Put pieces in the cart, and go back to where the button was."""
    form = QuantityForm(request.POST, variant_id=_number(request))
    if form.is_valid():
        try:
            line = services.put(request.practice, request.user, **form.wanted())
            counting.stepped(counting.Step.PUT_IN_CART)
            messages.success(request, _said(line))
            return redirect(_where_from(request))
        except services.NotInCart as refusal:
            form.add_error("quantity", str(refusal.words))
        except Variant.DoesNotExist:
            raise Http404
    return render(request, "cart/add.html", {"form": form, "variant": _variant(request)}, status=422)


@require_POST
@may_order
def update(request: MemberRequest) -> HttpResponse:
    """Change how many pieces of an article lie in the cart."""
    form = QuantityForm(request.POST, variant_id=_number(request))
    if not form.is_valid():
        return _answer(request, form, status=422)
    try:
        services.set_quantity(request.practice, request.user, **form.wanted())
    except Variant.DoesNotExist:
        raise Http404
    return _answer(request) if _is_fragment(request) else redirect("cart:show")


@require_POST
@may_order
def remove(request: MemberRequest) -> HttpResponse:
    """Take an article out of the cart."""
    if services.remove(request.practice, request.user, _number(request)):
        messages.success(request, _("The article is no longer in your cart."))
    return redirect("cart:show")


def _answer(request: MemberRequest, form: QuantityForm | None = None, status: int = 200) -> HttpResponse:
    template = "cart/_cart.html" if _is_fragment(request) else "cart/show.html"
    return render(request, template, _cart(request, form), status=200 if _is_fragment(request) else status)


def _cart(request: MemberRequest, wrong: QuantityForm | None = None) -> dict[str, Any]:
    quote = services.priced(request.practice, request.user)
    asked = _number(request) if wrong else 0
    said = remarks.of(request.practice, [line.variant for line in quote.lines])
    rows = [
        (
            line,
            wrong if wrong and line.variant.pk == asked else _form(line),
            label(line.variant, clock.today()),
            said.get(line.variant.pk, ()),
        )
        for line in quote.lines
    ]
    return {
        "quote": quote,
        "rows": rows,
        "form": wrong,
        "promise": _promise(quote),
        "cart_count": len(rows),
    }


def _form(line: QuoteLine) -> QuantityForm:
    values = {"variant": line.variant.pk, "quantity": line.quantity}
    return QuantityForm(initial=values, variant_id=line.variant.pk)


def _promise(quote: Quote) -> object:
    """A day of delivery is promised only when something is sent, and everything lies on the shelf."""
    return promise(clock.now()) if quote.is_sent and not quote.later else None


def _variant(request: HttpRequest) -> Variant:
    found = Variant.objects.filter(pk=_number(request), product__is_published=True)
    if variant := found.select_related("product").first():
        return variant
    raise Http404


def _number(request: HttpRequest) -> int:
    text = request.POST.get("variant", "")
    if not (text.isascii() and text.isdigit() and len(text) < 16):
        raise Http404
    return int(text)


def _said(line: CartLine) -> str:
    product = line.variant.product
    name = worded(product.name, product.name_en)
    return _("In your cart: %(quantity)s × %(name)s") % {"quantity": line.quantity, "name": name}


def _where_from(request: HttpRequest) -> str:
    page = request.headers.get("Referer", "")
    is_ours = url_has_allowed_host_and_scheme(page, {request.get_host()}, require_https=request.is_secure())
    return page if is_ours else reverse("cart:show")


def _is_fragment(request: HttpRequest) -> bool:
    return bool(getattr(request, "htmx", False))
