"""The quotes of a practice: ask for one, look at it, order it with one press or decline it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from accounts.access import MemberRequest, may_order, may_see_orders
from d4d.foundation import clock
from shop.cart import services as cart
from shop.intake.forms import AskQuoteForm
from shop.intake.models import PriceQuote
from shop.intake.services import quoting

PER_PAGE = 20


@require_GET
@may_see_orders
def all_quotes(request: MemberRequest) -> HttpResponse:
    """What the practice asked the price of, the newest first."""
    rows = PriceQuote.objects.for_practice(request.practice).order_by("-pk")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("pagina"))
    return render(request, "intake/quotes.html", {"page": page})


@may_order
def ask_quote(request: MemberRequest) -> HttpResponse:
    """Ask our price for what lies in the cart."""
    form = AskQuoteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            asked = quoting.ask_quote(request.practice, request.user, form.cleaned_data["note"])
        except quoting.NothingToQuote:
            messages.info(request, _("Your cart is empty; there is nothing to ask a price for."))
            return redirect("cart:show")
        messages.success(request, _("We have your question. You get our price by e-mail."))
        return redirect("intake:quote", asked.number)
    return render(
        request, "intake/ask_quote.html", {"form": form, "quote": cart.priced(request.practice, request.user)}
    )


@may_see_orders
def one_quote(request: MemberRequest, number: str) -> HttpResponse:
    """One quote, and the practice's answer to it."""
    asked = get_object_or_404(PriceQuote.objects.for_practice(request.practice), number=number)
    if request.method == "POST":
        return _answer(request, asked)
    page = {
        "asked": asked,
        "quote": quoting.counted(asked),
        "is_offered": asked.offered_at is not None,
        "may_order_it": request.membership.may_order and asked.may_be_ordered(clock.today()),
        "may_decline": request.membership.may_order
        and asked.state in {PriceQuote.State.REQUESTED, PriceQuote.State.OFFERED},
    }
    return render(request, "intake/quote.html", page)


@may_order
def _answer(request: MemberRequest, asked: PriceQuote) -> HttpResponse:
    try:
        if request.POST.get("answer") == "order":
            order = quoting.order_quote(asked.pk, request.practice, request.user)
            return redirect("checkout:placed", order.number)
        quoting.decline_quote(asked.pk, by=request.user.subject.uuid)
        messages.success(request, _("You declined the quote."))
    except quoting.CannotBeOrdered as refused:
        messages.error(request, str(refused.words))
    except quoting.NotNow:
        messages.error(request, _("This quote cannot be answered any more. Please ask us for a new one."))
    return redirect("intake:quote", asked.number)
