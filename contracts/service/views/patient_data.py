"""A practice finds data of a patient in what it wrote to us or got from us: it removes that at once."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.access import MemberRequest, may_settle
from contracts.service.models import Case, PatientDataRemoval, ServiceReport
from contracts.service.services import patient_data
from contracts.service.views.faults import fault_of

Kind = PatientDataRemoval.Kind


@may_settle
def in_fault(request: MemberRequest, number: str, what: str, row_id: int = 0) -> HttpResponse:
    """A photo or a text of a fault."""
    held = fault_of(request, number)
    return _asked_first(request, held, what, row_id, reverse("service:fault", args=[number]))


@may_settle
def in_report(request: MemberRequest, visit_id: int, what: str, row_id: int = 0) -> HttpResponse:
    """A photo or a text of the report of a visit."""
    held = get_object_or_404(ServiceReport.objects.for_practice(request.practice), visit=visit_id)
    return _asked_first(request, held, what, row_id, reverse("service:visit", args=[visit_id]))


@may_settle
def in_case(request: MemberRequest, number: str, what: str, row_id: int = 0) -> HttpResponse:
    """A message, the subject or an attachment of a question."""
    held = get_object_or_404(Case.objects.seen_by(request.membership), number=number)
    return _asked_first(request, held, what, row_id, reverse("service:case", args=[number]))


def _asked_first(
    request: MemberRequest, held: patient_data.Holder, what: str, row_id: int, back: str
) -> HttpResponse:
    if what not in patient_data.PLACES[type(held)]:
        raise Http404
    if request.method != "POST":
        context = {"held": held, "kind": Kind(what), "back": back}
        return render(request, "service/patient_data.html", context)
    by = request.user.subject.uuid
    patient_data.remove(held, what, row_id or None, role=PatientDataRemoval.Role.PRACTICE, by=by)
    messages.success(request, _("It is gone. We look into it at once."))
    return redirect(back)
