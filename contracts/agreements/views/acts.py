"""What a practice does with a contract: agree, give notice, stay, choose how it pays, name a device."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import MemberRequest, may_manage
from contracts.agreements import services
from contracts.agreements.models import Contract
from contracts.agreements.services import Overlap
from contracts.agreements.views.own import own_contract
from d4d.foundation import clock


@require_POST
@may_manage
def accept(request: MemberRequest, number: str) -> HttpResponse:
    """The practice agrees; the moment and who it was are kept."""
    contract = own_contract(request, number)
    if not request.POST.get("agreed"):
        messages.error(request, _("Tick that you agree with the terms of this contract."))
        return redirect("agreements:detail", number)
    try:
        services.accept(contract.pk, request.user.subject.uuid)
        messages.success(request, _("The contract is agreed. You find it here as PDF in a moment."))
    except services.CannotBeAgreed:
        messages.error(request, _("This offer is no longer open."))
    except Overlap as overlap:
        messages.error(request, overlap_in_words(overlap))
    return redirect("agreements:detail", number)


@require_http_methods(["GET", "POST"])
@may_manage
def give_notice(request: MemberRequest, number: str) -> HttpResponse:
    """Says on which day the contract would end, asks once more, then ends it by that day."""
    contract = own_contract(request, number)
    if contract.state != Contract.State.ACTIVE or contract.ends_on:
        messages.info(request, _("No notice can be given of this contract."))
        return redirect("agreements:detail", number)
    ends_on = services.end_after_notice(contract, clock.today())
    if request.method != "POST":
        return render(request, "agreements/notice.html", {"contract": contract, "ends_on": ends_on})
    try:
        ended = services.give_notice(contract.pk, request.user.subject.uuid)
    except services.NoNotice:
        messages.error(request, _("No notice can be given of this contract."))
    else:
        day = date_format(ended.ends_on, "j F Y") if ended.ends_on else ""
        messages.success(request, _("Notice is given. The contract ends on %(day)s.") % {"day": day})
    return redirect("agreements:detail", number)


@require_POST
@may_manage
def take_back_notice(request: MemberRequest, number: str) -> HttpResponse:
    """The practice stays after all."""
    contract = own_contract(request, number)
    try:
        services.take_back_notice(contract.pk, request.user.subject.uuid)
        messages.success(request, _("Your notice is taken back. The contract goes on."))
    except services.NoNotice:
        messages.error(request, _("This notice can no longer be taken back."))
    except Overlap as overlap:
        messages.error(request, overlap_in_words(overlap))
    return redirect("agreements:detail", number)


@require_POST
@may_manage
def choose_payment(request: MemberRequest, number: str) -> HttpResponse:
    """On account or collected, from the next bill on."""
    contract = own_contract(request, number)
    wanted = request.POST.get("payment", "")
    if wanted not in Contract.Payment.values:
        return redirect("agreements:detail", number)
    try:
        services.choose_payment(contract.pk, wanted, request.user.subject.uuid)
        messages.success(request, _("From the next invoice on you pay this way."))
    except services.NoMandate:
        messages.info(request, _("To pay by direct debit, first give us a mandate here."))
        return redirect("payments:mandate")
    return redirect("agreements:detail", number)


@require_POST
@may_manage
def attach(request: MemberRequest, number: str, line_id: int) -> HttpResponse:
    """Says for which device a contract is that was bought without one."""
    contract = own_contract(request, number)
    line = next((one for one in contract.lines.all() if one.pk == line_id), None)
    device = request.POST.get("device", "")
    try:
        if line is None or not device.isdecimal():
            raise services.NotOffered
        services.attach(line.pk, int(device), request.user.subject.uuid)
        messages.success(request, _("The device is under contract now."))
    except services.NotOffered:
        messages.error(request, _("Choose a device of your practice that is in use."))
    except Overlap as overlap:
        messages.error(request, overlap_in_words(overlap))
    return redirect("agreements:detail", number)


def overlap_in_words(overlap: Overlap) -> str:
    """Which device stands under which other contract, and until when."""
    words = {"device": overlap.device, "number": overlap.contract}
    if overlap.until is None:
        return _("%(device)s already stands under contract %(number)s.") % words
    words["day"] = date_format(overlap.until, "j F Y")
    return _("%(device)s stands under contract %(number)s until %(day)s.") % words
