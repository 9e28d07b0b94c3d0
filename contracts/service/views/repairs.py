"""What a practice decides about a repair: the quote, and the declaration that its device is clean."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import MemberRequest, may_see_orders, may_settle
from contracts.service.forms.faults import DecontaminationForm
from contracts.service.models import Fault, RepairQuote
from contracts.service.papers import paper_of
from contracts.service.services import quoting, sending_in
from contracts.service.services.fault_moves import NotNow
from contracts.service.views.faults import fault_of
from d4d.foundation import clock


@may_settle
def decide_quote(request: MemberRequest, number: str, quote_id: int) -> HttpResponse:
    """Show a quote once more, and take the practice's yes or no."""
    fault = fault_of(request, number)
    quote = get_object_or_404(fault.quotes, pk=quote_id)
    if request.method == "POST" and request.POST.get("answer") in {"yes", "no"}:
        _decided(request, quote, approved=request.POST["answer"] == "yes")
        return redirect("service:fault", number)
    context = {"fault": fault, "quote": quote, "may_decide": quote.may_be_decided(clock.today())}
    return render(request, "service/quote.html", {**context, "lines": quote.lines.order_by("pk")})


@may_settle
def declare_clean(request: MemberRequest, number: str) -> HttpResponse:
    """The declaration without which no device travels to us."""
    fault = fault_of(request, number)
    is_asked = fault.state == Fault.State.ASSESSED and fault.approach == Fault.Approach.SEND_IN
    if not is_asked or hasattr(fault, "decontamination"):
        return redirect("service:fault", number)
    form = DecontaminationForm(
        request.POST or None,
        has_storage=fault.may_hold_data,
        initial={"done_on": clock.today(), "by_name": request.user.full_name()},
    )
    if form.is_bound and form.is_valid():
        declared = sending_in.Declared(**form.cleaned_data)
        try:
            sending_in.declare_clean(fault.pk, declared, by=request.user.subject.uuid)
            messages.success(request, _("Thank you. You hear from us how the device comes to us."))
        except NotNow:
            messages.error(request, _("This is not needed any more."))
        return redirect("service:fault", number)
    return render(request, "service/declare_clean.html", {"fault": fault, "form": form})


@require_safe
@may_see_orders
def paper(request: MemberRequest, number: str, what: str, row_id: int = 0) -> HttpResponse:
    """A quote, a declaration or a label as PDF."""
    file = paper_of(fault_of(request, number), what, row_id)
    if file is None:
        raise Http404
    with file.open("rb") as opened:
        response = HttpResponse(opened.read(), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{number}-{row_id or what}.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response


def _decided(request: MemberRequest, quote: RepairQuote, *, approved: bool) -> None:
    by = request.user
    try:
        quoting.decide(quote.pk, approved=approved, by=by.subject.uuid, name=by.full_name())
    except quoting.NotValidAnyMore:
        messages.error(request, _("This quote cannot be answered any more. Please ask us for a new one."))
    else:
        done = _("You approved the quote. We go on.") if approved else _("You declined the quote.")
        messages.success(request, done)
