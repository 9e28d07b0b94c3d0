"""The repeating orders of a practice: make one, fill the cart with it, skip, pause or end it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.access import MemberRequest, may_order, may_see_orders
from d4d.foundation import states
from shop.cart.models import ShoppingList
from shop.intake.forms import RepeatForm
from shop.intake.models import Recurrence
from shop.intake.services import recurring
from shop.orders.models import Order

TURNS = {"pause": Recurrence.State.PAUSED, "resume": Recurrence.State.ACTIVE, "end": Recurrence.State.ENDED}


@require_GET
@may_see_orders
def all_recurrences(request: MemberRequest) -> HttpResponse:
    """What the practice orders again and again, the next one first."""
    rows = Recurrence.objects.for_practice(request.practice).exclude(state=Recurrence.State.ENDED)
    page = {"rows": rows.order_by("next_on", "pk").prefetch_related("lines__variant__product")}
    return render(request, "intake/recurrences.html", page)


@may_order
def repeat_order(request: MemberRequest, number: str) -> HttpResponse:
    """Be reminded of what an order was for."""
    order = get_object_or_404(Order.objects.for_practice(request.practice), number=number)
    return _repeat(request, recurring.pieces_of(order), order.reference or order.number)


@may_order
def repeat_list(request: MemberRequest, list_id: int) -> HttpResponse:
    """Be reminded of what stands on a list."""
    kept = get_object_or_404(ShoppingList, pk=list_id, practice=request.practice)
    return _repeat(request, dict(kept.lines.values_list("variant_id", "quantity")), kept.name)


@may_see_orders
def fill(request: MemberRequest, recurrence_id: int) -> HttpResponse:
    """Where the reminder leads: look at it, and put it in the cart with one press."""
    row = _own(request, recurrence_id)
    if request.method == "POST":
        return _fill(request, row)
    lines = row.lines.select_related("variant__product").order_by("pk")
    return render(request, "intake/recurrence.html", {"row": row, "lines": lines})


@require_POST
@may_order
def change(request: MemberRequest, recurrence_id: int) -> HttpResponse:
    """Skip the next time, pause, go on or end."""
    row = _own(request, recurrence_id)
    wanted = request.POST.get("act", "")
    if wanted == "skip":
        recurring.skip(row.pk)
    elif wanted in TURNS:
        try:
            recurring.turn(row.pk, TURNS[wanted], request.user)
        except states.MoveNotAllowed:
            messages.error(request, _("This is not possible now."))
            return redirect("intake:recurrences")
    messages.success(request, _("Your repeating order has been changed."))
    return redirect("intake:recurrences")


def _repeat(request: MemberRequest, pieces: dict[int, int], name: str) -> HttpResponse:
    form = RepeatForm(request.POST or None, initial={"name": name})
    if request.method == "POST" and form.is_valid():
        try:
            recurring.repeat(request.practice, request.user, pieces, **form.cleaned_data)
        except recurring.NothingToRepeat:
            form.add_error(None, _("There is nothing to order again."))
        else:
            messages.success(request, _("We remind you by e-mail; nothing is ordered by itself."))
            return redirect("intake:recurrences")
    return render(request, "intake/repeat.html", {"form": form})


@may_order
def _fill(request: MemberRequest, row: Recurrence) -> HttpResponse:
    added = recurring.fill_cart(row, request.user)
    if added.variant_ids:
        messages.success(request, added.said)
    for one in added.left_out:
        messages.warning(request, one.said)
    return redirect("cart:show")


def _own(request: MemberRequest, recurrence_id: int) -> Recurrence:
    rows = Recurrence.objects.for_practice(request.practice).select_related("practice")
    return get_object_or_404(rows, pk=recurrence_id)
