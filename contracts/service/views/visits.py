"""Our visits to a practice: the times to choose from, what is planned, and the reports."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.access import MemberRequest, may_order, may_see_orders
from contracts.service import services
from contracts.service.forms.visits import OthersForm
from contracts.service.models import ReportPhoto, ReportSheet, Visit
from contracts.service.services.patient_data import removed_from
from contracts.service.services.sheets import told_of, what_is_missing
from d4d.foundation import clock, photos, states

PER_PAGE = 20


@require_GET
@may_see_orders
def visits(request: MemberRequest) -> HttpResponse:
    """What is to come, and every visit that was made."""
    own = Visit.objects.for_practice(request.practice)
    closed = own.exclude(state__in=Visit.OPEN).order_by("-closed_at", "-pk").select_related("report__sheet")
    context = {
        "open": own.open().order_by("due_on", "pk").prefetch_related("devices__device"),
        "page": Paginator(closed, PER_PAGE).get_page(request.GET.get("pagina")),
    }
    return render(request, "service/visits.html", context)


@require_GET
@may_see_orders
def visit(request: MemberRequest, visit_id: int) -> HttpResponse:
    """One visit: when, which devices, and what was done."""
    return _page(request, _visit(request, visit_id), OthersForm())


@require_POST
@may_order
def choose(request: MemberRequest, visit_id: int) -> HttpResponse:
    """Take one of the times that we offered."""
    found = _visit(request, visit_id)
    chosen = request.POST.get("slot", "")
    try:
        services.choose(found.pk, int(chosen) if chosen.isdecimal() else 0, by=request.user.subject.uuid)
        messages.success(request, _("The visit is planned. You get a confirmation by e-mail."))
    except services.CannotBePlanned:
        messages.error(request, _("This time is no longer free. Choose another one, or ask for other times."))
    return redirect("service:visit", found.pk)


@require_POST
@may_order
def ask_for_others(request: MemberRequest, visit_id: int) -> HttpResponse:
    """No time suits, or the agreed one does not any more."""
    found = _visit(request, visit_id)
    form = OthersForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form, status=422)
    try:
        services.ask_for_others(found.pk, wish=form.cleaned_data["reason"], by=request.user.subject.uuid)
        messages.success(request, _("We will offer you other times."))
    except services.CannotBePlanned:
        messages.error(request, _("The visit is too near to move it here. Please call us."))
    return redirect("service:visit", found.pk)


@require_GET
@may_see_orders
def sheet(request: MemberRequest, visit_id: int) -> HttpResponse:
    """The report on paper."""
    found = get_object_or_404(ReportSheet, report__visit=visit_id, report__visit__practice=request.practice)
    with found.file.open("rb") as file:
        response = HttpResponse(file.read(), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{_("report")}-{visit_id}.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response


@require_GET
@may_see_orders
def photo(request: MemberRequest, visit_id: int, photo_id: int) -> HttpResponse:
    """A photo of a finished report."""
    of_reports = ReportPhoto.objects.filter(visit__practice=request.practice, visit__report__isnull=False)
    found = get_object_or_404(of_reports, visit=visit_id, pk=photo_id)
    return photos.answer(found.file)


def _visit(request: MemberRequest, visit_id: int) -> Visit:
    own = Visit.objects.for_practice(request.practice).select_related("report__sheet", "contract")
    return get_object_or_404(own, pk=visit_id)


def _page(request: MemberRequest, found: Visit, form: OthersForm, status: int = 200) -> HttpResponse:
    report = getattr(found, "report", None)
    today = clock.today()
    context = {
        "visit": found,
        "seen": found.devices.select_related("device__kind").order_by("pk"),
        "slots": found.slots.filter(starts_at__gt=clock.now()).order_by("starts_at"),
        "steps": [(step.at, Visit.State(step.went_to).label) for step in states.history(found)],
        "may_choose": request.membership.may_order,
        "may_give_back": found.state == Visit.State.OFFERED or found.may_be_moved_by_the_practice(today),
        "form": form,
        "report": report,
        "devices": told_of(report) if report else [],
        "photos": found.photos.order_by("pk") if report else [],
        "may_remove": request.membership.may_settle,
        **(what_is_missing(removed_from(report)) if report else {}),
    }
    return render(request, "service/visit.html", context, status=status)
