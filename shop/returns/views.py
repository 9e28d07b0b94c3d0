"""The returns of a practice: asked for, followed, and called off."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_safe

from accounts.access import MemberRequest, may_see_orders, may_settle
from d4d.foundation import photos, states
from shop.orders.models import OrderLine
from shop.returns import services
from shop.returns.forms import ReturnForm
from shop.returns.models import Return, ReturnPhoto
from shop.returns.words import next_step

PER_PAGE = 20


@require_GET
@may_see_orders
def all_returns(request: MemberRequest) -> HttpResponse:
    """What the practice sent back or wants to, the newest first."""
    returns = Return.objects.for_practice(request.practice).newest_first().select_related("order_line")
    page = Paginator(returns, PER_PAGE).get_page(request.GET.get("pagina"))
    return render(request, "returns/list.html", {"page": page})


@may_settle
def ask(request: MemberRequest, number: str, position: int) -> HttpResponse:
    """Ask to send pieces of a delivered line back; who wants a repair goes on where those are asked for."""
    line = _line(request, number, position)
    form = ReturnForm(line, request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        if form.wants_repair():
            return redirect(form.repair_url)
        try:
            back = services.ask(line, form.asked(), by=request.user.subject.uuid)
        except services.AlreadyOpen:
            form.add_error(None, _("A return of this article is under way already."))
        except services.CannotBeReturned:
            form.add_error("quantity", _("So many pieces were not delivered, or came back already."))
        else:
            messages.success(request, _("We have your request to return something."))
            return redirect("returns:detail", back.number)
    under_way = Return.objects.open().filter(order_line=line).first()
    context = {"form": form, "line": line, "left": services.returnable(line), "under_way": under_way}
    return render(request, "returns/ask.html", context)


@require_GET
@may_see_orders
def detail(request: MemberRequest, number: str) -> HttpResponse:
    """One return: what was said, how far it is, and what comes next."""
    back = _return(request, number)
    context = {
        "back": back,
        "steps": [(step.at, Return.State(step.went_to)) for step in states.history(back)],
        "next_step": next_step(back),
        "photos": back.photos.order_by("pk"),
        "pieces": back.pieces.order_by("pk"),
        "notes": back.own_notes(),
    }
    return render(request, "returns/detail.html", context)


@may_settle
def withdraw(request: MemberRequest, number: str) -> HttpResponse:
    """Asks once more, then calls the return off."""
    back = _return(request, number)
    if request.method == "POST":
        try:
            services.withdraw(back.pk, by=request.user.subject.uuid)
            messages.success(request, _("The return is withdrawn."))
        except services.NotNow:
            messages.error(request, _("It is here already, or done. Please call us."))
        return redirect("returns:detail", number)
    return render(request, "returns/withdraw.html", {"back": back})


@require_safe
@may_see_orders
def photo(request: MemberRequest, photo_id: int) -> HttpResponse:
    """A photo with a return of this practice."""
    shown = get_object_or_404(ReturnPhoto, pk=photo_id, back__practice=request.practice)
    if not shown.file or not shown.file.storage.exists(str(shown.file.name)):
        raise Http404
    return photos.answer(shown.file)


def _line(request: MemberRequest, number: str, position: int) -> OrderLine:
    """A line of goods of which something was delivered to this practice, or 404."""
    delivered = OrderLine.objects.filter(order__practice=request.practice, shipped__gt=0, is_service=False)
    return get_object_or_404(delivered.select_related("order"), order__number=number, position=position)


def _return(request: MemberRequest, number: str) -> Return:
    returns = Return.objects.for_practice(request.practice)
    return get_object_or_404(returns.select_related("order_line__order", "replacement"), number=number)
