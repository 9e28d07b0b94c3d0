"""Reporting a fault in four short steps; what was filled in stays, also when somebody goes back."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import MemberRequest, may_order
from contracts.agreements import coverage
from contracts.devices.models import Device
from contracts.service import hours
from contracts.service.forms.faults import LONGEST, DeviceForm, ProblemForm, UrgencyForm
from contracts.service.models import Fault
from contracts.service.services import reporting
from d4d.foundation import clock

BACK = "back"


@may_order
def report_fault(request: MemberRequest) -> HttpResponse:
    """Step 1: which device; the sticker on a device leads here with that device chosen."""
    devices = list(Device.objects.for_practice(request.practice).in_use().order_by("brand", "model", "pk"))
    chosen = request.GET.get("apparaat", "")
    form = DeviceForm(devices, request.POST or None, initial={"device": chosen})
    known = None
    if form.is_bound and form.is_valid():
        device = next(one for one in devices if one.pk == form.cleaned_data["device"])
        known = reporting.open_fault_of(device)
        is_second = form.cleaned_data["is_second"]
        if known is None or is_second:
            draft = reporting.begin(device, by=request.user.subject.uuid, is_second=is_second)
            return redirect("service:report_problem", draft.pk)
    context = {"form": form, "devices": devices, "known": known, "drafts": _drafts(request)}
    return render(request, "service/report_device.html", context)


def _until_it_is_sent(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Who sent the draft in another page meanwhile is led to the fault that it became."""

    @wraps(view)
    def watched(request: MemberRequest, *found: int, **named: int) -> HttpResponse:
        try:
            return view(request, *found, **named)
        except reporting.AlreadySent as refusal:
            return redirect("service:fault", refusal.fault.number)

    return watched


@may_order
@_until_it_is_sent
def problem(request: MemberRequest, draft_id: int) -> HttpResponse:
    """Step 2: what is wrong."""
    draft = _draft(request, draft_id)
    if draft.number:
        return redirect("service:fault", draft.number)
    if request.method == "POST" and BACK in request.POST:
        _keep_what_is_there(request, draft, {"problem": Fault.Problem.values, "description": None})
        return redirect("service:report_fault")
    kept = {"problem": draft.problem, "description": draft.description}
    form = ProblemForm(request.POST or None, initial=kept)
    if form.is_bound and form.is_valid():
        reporting.write(draft.pk, **form.cleaned_data)
        return redirect("service:report_urgency", draft.pk)
    return render(request, "service/report_problem.html", {"form": form, "fault": draft})


@may_order
@_until_it_is_sent
def urgency(request: MemberRequest, draft_id: int) -> HttpResponse:
    """Step 3: how urgent it is, and photos."""
    draft = _draft(request, draft_id)
    if draft.number:
        return redirect("service:fault", draft.number)
    form = UrgencyForm(request.POST or None, request.FILES or None, initial={"urgency": draft.urgency})
    if request.method == "POST" and BACK in request.POST:
        _keep_what_is_there(request, draft, {"urgency": Fault.Urgency.values})
        if "photos" in form.errors or _with_photos(form, draft):
            return redirect("service:report_problem", draft.pk)
    if form.is_bound and form.is_valid() and _kept(form, draft):
        return redirect("service:report_check", draft.pk)
    context = {"form": form, "fault": draft, "photos": draft.photos.order_by("pk")}
    return render(request, "service/report_urgency.html", context)


@require_POST
@may_order
@_until_it_is_sent
def photo_off(request: MemberRequest, draft_id: int, photo_id: int) -> HttpResponse:
    """Leave a photo out after all."""
    draft = _draft(request, draft_id)
    if not draft.number:
        reporting.take_photo_off(draft.pk, photo_id)
    return redirect("service:report_urgency", draft.pk)


@may_order
def check(request: MemberRequest, draft_id: int) -> HttpResponse:
    """Step 4: look once more, and send."""
    draft = _draft(request, draft_id)
    if draft.number:
        return redirect("service:fault", draft.number)
    if request.method == "POST":
        return _sent(request, draft)
    covered = coverage.of(draft.device, clock.today())
    context = {
        "fault": draft,
        "photos": draft.photos.order_by("pk"),
        "covered": covered,
        "words": Fault.Coverage(covered.kind).label,
        "due_at": hours.due_at(clock.now(), covered.response_hours),
    }
    return render(request, "service/report_check.html", context)


def _sent(request: MemberRequest, draft: Fault) -> HttpResponse:
    try:
        fault = reporting.send(draft.pk, by=request.user.subject.uuid)
    except reporting.NotComplete:
        messages.error(request, _("Something is still missing."))
        return redirect("service:report_problem", draft.pk)
    except reporting.AlreadyOpen as refusal:
        messages.warning(request, _("This device has been reported meanwhile: see below."))
        return redirect("service:fault", refusal.fault.number)
    except reporting.DeviceIsGone:
        messages.error(request, _("This device is not in use at your practice any more."))
        return redirect("service:report_fault")
    messages.success(request, _("We know of it. You get a confirmation by e-mail."))
    return redirect("service:fault", fault.number)


def _kept(form: UrgencyForm, draft: Fault) -> bool:
    reporting.write(draft.pk, urgency=form.cleaned_data["urgency"])
    return _with_photos(form, draft)


def _with_photos(form: UrgencyForm, draft: Fault) -> bool:
    try:
        reporting.add_photos(draft.pk, form.cleaned_data["photos"])
    except reporting.TooManyPhotos:
        text = _("At most %(most)s photos, please.") % {"most": reporting.MOST_PHOTOS}
        form.add_error("photos", text)
        return False
    return True


def _keep_what_is_there(request: HttpRequest, draft: Fault, questions: dict[str, list[str] | None]) -> None:
    """Who goes back loses nothing: what is filled in so far is kept, complete or not."""
    answers = {name: str(answer)[:LONGEST] for name, answer in request.POST.items() if name in questions}
    allowed = {name: answer for name, answer in answers.items() if answer in (questions[name] or [answer])}
    if allowed:
        reporting.write(draft.pk, **allowed)


def _draft(request: MemberRequest, draft_id: int) -> Fault:
    mine = Fault.objects.for_practice(request.practice).filter(reported_by=request.user.subject.uuid)
    return get_object_or_404(mine.select_related("device__kind"), pk=draft_id)


def _drafts(request: MemberRequest) -> list[Fault]:
    mine = Fault.objects.for_practice(request.practice).filter(
        reported_by=request.user.subject.uuid, state=Fault.State.DRAFT, device__practice=request.practice
    )
    return list(mine.select_related("device").order_by("-pk"))
