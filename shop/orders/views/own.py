"""What a practice has ordered, how far it is, and calling it off while that is possible."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F, Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from accounts.access import MemberRequest, may_see_orders, may_settle
from d4d.foundation import states
from shop.orders import panels, services
from shop.orders.forms import CancelForm
from shop.orders.in_hand import is_in_hand
from shop.orders.models import Order, OrderLine

PER_PAGE = 20


@require_GET
@may_see_orders
def all_orders(request: MemberRequest) -> HttpResponse:
    """What the practice ordered, the newest first."""
    orders = Order.objects.for_practice(request.practice).newest_first().prefetch_related("lines")
    page = Paginator(orders, PER_PAGE).get_page(request.GET.get("pagina"))
    return render(request, "orders/list.html", {"page": page})


@require_GET
@may_see_orders
def detail(request: MemberRequest, number: str) -> HttpResponse:
    """One order: what was ordered, what has come, what is still to come and when."""
    order = _order(request, number)
    moves = states.history(order).exclude(came_from=F("went_to"))
    steps = [(step.at, order.in_words(step.went_to)) for step in moves]
    return render(
        request,
        "orders/detail.html",
        {
            "order": order,
            "steps": steps,
            "panels": panels.of(order),
            "may_cancel": request.membership.may_settle and _may_be_cancelled(order),
        },
    )


@may_settle
def cancel(request: MemberRequest, number: str) -> HttpResponse:
    """Asks once more, then calls the order off."""
    order = _order(request, number)
    form = CancelForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        may_cancel = _may_be_cancelled(order)
        return render(request, "orders/cancel.html", {"order": order, "form": form, "may_cancel": may_cancel})
    try:
        done = services.cancel(order.pk, reason=form.cleaned_data["reason"], by=request.user.subject.uuid)
        words = (
            _("The order has been cancelled.")
            if done.is_whole_order
            else _("What was still to come has been cancelled.")
        )
        messages.success(request, words)
    except services.CannotBeCancelled:
        messages.error(request, _("This order can no longer be cancelled here. Please call us."))
    return redirect("orders:detail", order.number)


def _order(request: MemberRequest, number: str) -> Order:
    lines = OrderLine.objects.select_related("variant__product").order_by("position")
    orders = Order.objects.for_practice(request.practice).select_related("placed_by")
    return get_object_or_404(orders.prefetch_related(Prefetch("lines", lines)), number=number)


def _may_be_cancelled(order: Order) -> bool:
    return order.may_be_cancelled and not is_in_hand(order.pk)
