"""Reports of others: handing one in, fetching it, taking it away and putting it back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import MemberRequest, may_order, may_see_orders
from contracts.devices import papers, services, telling
from contracts.devices.forms.devices import ReportForm
from contracts.devices.models import Device, InspectionReport
from contracts.devices.models.reports import InspectionReportQuerySet


@require_http_methods(["GET", "HEAD", "POST"])
@may_order
def add_report(request: MemberRequest, pk: int) -> HttpResponse:
    """A report about a device is handed in."""
    device = get_object_or_404(Device.objects.for_practice(request.practice).select_related("kind"), pk=pk)
    needed = telling.needed(device.kind)
    form = ReportForm(request.POST or None, request.FILES or None, initial={"kind": needed[:1]})
    if request.method == "POST" and form.is_valid():
        answers = dict(form.cleaned_data)
        services.hand_in(device, answers.pop("file"), by=request.user.subject.uuid, **answers)
        messages.success(request, _("The report has been added to the dossier."))
        return redirect("devices:detail", device.pk)
    status = 422 if form.is_bound else 200
    return render(request, "devices/report.html", {"form": form, "device": device}, status=status)


@require_safe
@may_see_orders
def fetch_report(request: MemberRequest, pk: int) -> HttpResponse:
    """The paper itself, to keep."""
    report = get_object_or_404(_own(request).present(), pk=pk)
    name = f"{report.done_on}-{slugify(report.name)}"
    return papers.sent(report.file, name)  # type: ignore[return-value]  # a stream is an answer too


@require_POST
@may_order
def remove_report(request: MemberRequest, pk: int) -> HttpResponse:
    """A report is taken away; for a week it can be put back."""
    report = get_object_or_404(_own(request), pk=pk)
    services.take_away(report)
    messages.success(request, _("The report has been taken away. For seven days you can put it back below."))
    return redirect("devices:detail", report.device_id)


@require_POST
@may_order
def restore_report(request: MemberRequest, pk: int) -> HttpResponse:
    """A report that was taken away by mistake is put back."""
    report = get_object_or_404(_own(request), pk=pk)
    services.put_back(report)
    messages.success(request, _("The report is back."))
    return redirect("devices:detail", report.device_id)


def _own(request: MemberRequest) -> InspectionReportQuerySet:
    return InspectionReport.objects.of_practice(request.practice)
