"""The faults of a practice: how far each is, what comes next, and what the practice says to it."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_safe

from accounts.access import MemberRequest, may_see_orders, may_settle
from contracts.service.fault_words import next_step
from contracts.service.forms.faults import MessageForm
from contracts.service.models import Fault, FaultMessage, FaultPhoto
from contracts.service.services import answering
from contracts.service.services.fault_moves import NotNow
from d4d.foundation import clock, photos, states

PER_PAGE = 20


@require_GET
@may_see_orders
def all_faults(request: MemberRequest) -> HttpResponse:
    """What the practice reported, what is open first."""
    faults = Fault.objects.for_practice(request.practice).sent().select_related("device")
    page = Paginator(faults.open_first(), PER_PAGE).get_page(request.GET.get("pagina"))
    return render(request, "service/faults.html", {"page": page})


@may_see_orders
def fault(request: MemberRequest, number: str) -> HttpResponse:
    """One fault: its timeline, what comes next and who must do it; a message of the practice lands here."""
    row = fault_of(request, number)
    form = MessageForm(request.POST or None)
    if request.method == "POST":
        if not request.membership.may_settle:
            raise Http404
        if form.is_valid() and _written(request, row, form.cleaned_data["text"]):
            return redirect("service:fault", number)
    return render(request, "service/fault.html", {"form": form, **_shown(request, row)})


@may_settle
def withdraw(request: MemberRequest, number: str) -> HttpResponse:
    """Asks once more, then calls the fault off."""
    row = fault_of(request, number)
    if request.method == "POST":
        try:
            answering.cancel(row.pk, by=request.user.subject.uuid)
            messages.success(request, _("The fault is cancelled."))
        except NotNow:
            messages.error(request, _("We have begun already. Please call us."))
        return redirect("service:fault", number)
    return render(request, "service/fault_withdraw.html", {"fault": row})


@require_safe
@may_see_orders
def photo(request: MemberRequest, photo_id: int) -> HttpResponse:
    """A photo of a fault of this practice, a draft's only for who writes it."""
    shown = get_object_or_404(
        FaultPhoto.objects.select_related("fault"), pk=photo_id, fault__practice=request.practice
    )
    if shown.fault.state == Fault.State.DRAFT and shown.fault.reported_by != request.user.subject.uuid:
        raise Http404
    if not shown.file or not shown.file.storage.exists(str(shown.file.name)):
        raise Http404
    return photos.answer(shown.file)


def fault_of(request: MemberRequest, number: str) -> Fault:
    """A fault of this practice, or 404."""
    faults = Fault.objects.for_practice(request.practice).sent()
    related = ("device__kind", "decontamination__label", "invoice", "contract")
    return get_object_or_404(faults.select_related(*related), number=number)


def _written(request: MemberRequest, row: Fault, text: str) -> bool:
    try:
        answering.write_to_us(row.pk, text, by=request.user.subject.uuid)
    except NotNow:
        messages.error(request, _("This fault is closed. Please report a new one."))
    else:
        messages.success(request, _("We have your message."))
    return True


def _shown(request: MemberRequest, row: Fault) -> dict[str, Any]:
    steps = [(step.at, Fault.State(step.went_to)) for step in states.history(row)]
    quotes = list(row.quotes.order_by("-pk"))
    today = clock.today()
    return {
        "fault": row,
        "steps": [step for step in steps if step[1] != Fault.State.DRAFT],
        "next_step": next_step(row),
        "notes": row.messages.exclude(kind=FaultMessage.Kind.NOTE).order_by("pk"),
        "photos": row.photos.order_by("pk"),
        "quotes": quotes,
        "to_decide": next((one for one in quotes if one.may_be_decided(today)), None),
        "declaration": getattr(row, "decontamination", None),
        "must_declare": row.state == Fault.State.ASSESSED and row.approach == Fault.Approach.SEND_IN,
        "loans": row.loans.select_related("device").order_by("pk"),
        "lines": row.lines.select_related("quote").order_by("pk"),
        "suppliers": row.hand_overs.exclude(sent_at=None).select_related("desk__supplier"),
        "today": today,
        "may_write": request.membership.may_settle and row.is_open,
    }
