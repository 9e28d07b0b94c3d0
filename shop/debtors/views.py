"""What a practice sees of its own debts: open items by age, a code to pay them, its credit and why."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.access import may_manage, may_see_invoices
from d4d.foundation import clock
from shop.debtors import services
from shop.debtors.ageing import Ageing, ageing_of
from shop.debtors.models import CreditProposal, Debtor, StatementWish
from shop.debtors.payment_code import payment_code


@require_safe
@may_see_invoices
def open_items(request: HttpRequest) -> HttpResponse:
    """Everything that is open, how long already, and how to pay it."""
    practice = request.practice  # type: ignore[attr-defined]
    ageing = _ageing(request)
    context = {
        "ageing": ageing,
        "today": clock.today(),
        "numbers": " ".join(one.number for one in ageing.to_pay),
        "has_code": _code(ageing) is not None,
        "wants_it_monthly": StatementWish.objects.filter(practice=practice).exists(),
    }
    return render(request, "debtors/open_items.html", context)


@require_safe
@never_cache
@may_see_invoices
def payment_picture(request: HttpRequest) -> HttpResponse:
    """The code that fills in a bank app for all open invoices at once."""
    code = _code(_ageing(request))
    if code is None:
        raise Http404
    return HttpResponse(code, content_type="image/svg+xml")


@require_POST
@may_manage
def monthly(request: HttpRequest) -> HttpResponse:
    """Switch the monthly list by mail on or off."""
    wants = request.POST.get("wants") == "1"
    services.wish(request.practice, wants=wants)  # type: ignore[attr-defined]
    text = _("You get the list on the first of each month.") if wants else _("You get the list no more.")
    messages.success(request, text)
    return redirect("debtors:open_items")


@require_POST
@may_see_invoices
def ask_statement(request: HttpRequest) -> HttpResponse:
    """Have the list of open items mailed now."""
    services.ask_statement(request.practice)  # type: ignore[attr-defined]
    messages.success(
        request, _("We send the list to your address for invoices; it is there in a few minutes.")
    )
    return redirect("debtors:open_items")


@require_safe
@may_see_invoices
def credit(request: HttpRequest) -> HttpResponse:
    """How far the practice may buy on account, what was decided about it, and why."""
    own = CreditProposal.objects.filter(practice=request.practice)  # type: ignore[attr-defined]
    decided = own.exclude(decided_at=None).order_by("-pk")[:10]
    return render(request, "debtors/credit.html", {"decided": decided})


@require_POST
@may_manage
def ask_review(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask that a person looks again at what was decided against the practice."""
    own = CreditProposal.objects.filter(practice=request.practice)  # type: ignore[attr-defined]
    row = get_object_or_404(own, pk=pk)
    if services.ask_review(row.pk):
        messages.success(request, _("Somebody of us looks at it again and writes to you."))
    return redirect("debtors:credit")


def _ageing(request: HttpRequest) -> Ageing:
    debtor = Debtor.objects.get(pk=request.practice.pk)  # type: ignore[attr-defined]
    return ageing_of(debtor, clock.today())


def _code(ageing: Ageing) -> bytes | None:
    return payment_code([one.number for one in ageing.to_pay], ageing.to_pay_cents)
