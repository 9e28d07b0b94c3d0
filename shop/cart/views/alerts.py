"""Where somebody asks for a word, sees what they wait for, and stops it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import MemberRequest, may_order, may_see_orders
from shop.cart.models import PriceWatch, ShoppingList, StockAlert
from shop.cart.services import alerts
from shop.catalogue.models import Variant


@require_GET
@may_see_orders
def mine(request: MemberRequest) -> HttpResponse:
    """What somebody waits for, and the lists whose prices they watch."""
    context = {
        "waiting": StockAlert.objects.filter(user=request.user)
        .select_related("variant__product")
        .order_by("pk"),
        "watches": PriceWatch.objects.filter(user=request.user, list__practice=request.practice)
        .select_related("list")
        .order_by("list__name"),
    }
    return render(request, "cart/alerts.html", context)


@require_http_methods(["GET", "POST"])
@may_order
def ask(request: MemberRequest, variant_id: int) -> HttpResponse:
    """Somebody wants to hear when an article is back."""
    variant = get_object_or_404(Variant.objects.for_sale().select_related("product"), pk=variant_id)
    if request.method != "POST":
        return render(request, "cart/ask_alert.html", {"variant": variant})
    try:
        alerts.ask_alert(request.practice, request.user, variant)
    except alerts.NotOutOfStock:
        messages.info(request, _("This article is in stock: you can order it now."))
        return redirect("catalogue:product", variant.product.slug)
    except alerts.TooManyAlerts:
        messages.error(request, _("You wait for as many articles as you may. Remove one first."))
    else:
        messages.success(request, _("You get one e-mail when the article is back."))
    return redirect("cart:alerts")


@require_POST
@may_see_orders
def drop(request: MemberRequest, alert_id: int) -> HttpResponse:
    """Somebody need not hear of it any more."""
    alert = get_object_or_404(StockAlert, pk=alert_id, user=request.user)
    alerts.drop_alert(request.user, alert.pk)
    messages.success(request, _("You hear no more about this article."))
    return redirect("cart:alerts")


@require_POST
@may_see_orders
def watch(request: MemberRequest, list_id: int) -> HttpResponse:
    """Somebody begins or stops to hear of changed prices on a list."""
    kept = get_object_or_404(ShoppingList, pk=list_id, practice=request.practice)
    if request.POST.get("stop"):
        alerts.stop_watching(request.user, kept)
        messages.success(request, _("You hear no more about the prices on this list."))
    else:
        alerts.watch_prices(request.user, kept)
        messages.success(request, _("You get an e-mail on a day on which prices on this list have changed."))
    return redirect("cart:list", kept.pk)
