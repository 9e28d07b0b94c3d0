"""The register of a practice: its list, adding and changing a device, taking one out of use."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import MemberRequest, may_order, may_see_orders
from contracts.devices import services, telling
from contracts.devices.forms.devices import DeviceFilterForm, DeviceForm
from contracts.devices.models import Device, DeviceQuerySet, InspectionReport
from d4d.foundation import clock

PER_PAGE = 50


@require_GET
@may_see_orders
def all_devices(request: MemberRequest) -> HttpResponse:
    """What stands in the practice, narrowed down as somebody likes."""
    form = DeviceFilterForm(request.GET, rooms=_rooms(request))
    found = _narrowed(_own(request), form.cleaned_data if form.is_valid() else {})
    reports = InspectionReport.objects.present().order_by("valid_until")
    devices = found.select_related("kind").prefetch_related(Prefetch("reports", reports, to_attr="papers"))
    page = Paginator(devices.order_by("kind__position", "brand", "model", "pk"), PER_PAGE).get_page(
        request.GET.get("pagina")
    )
    rows = [(device, _standing(device)) for device in page.object_list]
    context = {"page": page, "rows": rows, "form": form, "has_any": bool(rows) or _own(request).exists()}
    return render(request, "devices/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@may_order
def add(request: MemberRequest) -> HttpResponse:
    """A practice writes down a device, by typing or by scanning the code on it."""
    if "scan" in request.POST:
        return _page(request, DeviceForm.after_scan(request.POST), None)
    form = DeviceForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and (device := _add(request, form)):
        messages.success(request, _("The device has been added."))
        return redirect("devices:detail", device.pk)
    return _page(request, form, None)


@require_http_methods(["GET", "HEAD", "POST"])
@may_order
def change(request: MemberRequest, pk: int) -> HttpResponse:
    """What is written down about a device is put right."""
    device = get_object_or_404(_own(request), pk=pk)
    form = DeviceForm(request.POST or None, device=device)
    if request.method == "POST" and form.is_valid() and _change(request, form, device):
        messages.success(request, _("The device has been saved."))
        return redirect("devices:detail", device.pk)
    return _page(request, form, device)


@require_POST
@may_order
def retire(request: MemberRequest, pk: int) -> HttpResponse:
    """A device is taken out of use."""
    device = get_object_or_404(_own(request), pk=pk)
    services.retire(device.pk, request.user.subject.uuid)
    messages.success(request, _("The device is out of use. Its history and reports stay here."))
    return redirect("devices:detail", device.pk)


@require_POST
@may_order
def take_back(request: MemberRequest, pk: int) -> HttpResponse:
    """A device that was out of use is used again."""
    device = get_object_or_404(_own(request), pk=pk)
    services.take_back_into_use(device.pk, request.user.subject.uuid)
    messages.success(request, _("The device is in use again."))
    return redirect("devices:detail", device.pk)


def _own(request: MemberRequest) -> DeviceQuerySet:
    return Device.objects.for_practice(request.practice)


def _rooms(request: MemberRequest) -> list[str]:
    rooms = _own(request).exclude(room="").order_by("room").values_list("room", flat=True)
    return list(rooms.distinct())


def _narrowed(devices: DeviceQuerySet, wanted: dict[str, Any]) -> DeviceQuerySet:
    if wanted.get("staat") != "alle":
        devices = devices.filter(state=wanted.get("staat") or Device.State.IN_USE)
    if kind := wanted.get("soort"):
        devices = devices.filter(kind=kind)
    if room := wanted.get("kamer"):
        devices = devices.filter(room=room)
    if wanted.get("papieren"):
        running_out = InspectionReport.objects.running_out(clock.today())
        devices = devices.filter(pk__in=running_out.values("device"))
    if text := wanted.get("q"):
        devices = devices.filter(
            Q(serial__icontains=text) | Q(brand__icontains=text) | Q(model__icontains=text)
        )
    return devices


def _standing(device: Any) -> str:
    """The worst standing among the newest reports of each sort; empty when nothing is there or needed."""
    newest: dict[str, InspectionReport] = {}
    for report in sorted(device.papers, key=lambda one: (one.done_on, one.pk)):
        newest[report.sort] = report
    found = {report.standing(clock.today()) for report in newest.values()}
    if any(kind not in newest for kind in telling.needed(device.kind)):
        found.add("missing")
    return next((one for one in ("expired", "missing", "due_soon", "valid") if one in found), "")


def _add(request: MemberRequest, form: DeviceForm) -> Device | None:
    try:
        return services.add(
            request.practice.pk,
            form.device_fields(),
            request.user.subject.uuid,
            is_sure=form.cleaned_data["is_sure"],
        )
    except services.SerialKnown:
        form.ask_whether_sure()
        return None


def _change(request: MemberRequest, form: DeviceForm, device: Device) -> bool:
    sure = form.cleaned_data["is_sure"]
    try:
        services.change(device.pk, form.device_fields(), request.user.subject.uuid, is_sure=sure)
    except services.SerialKnown:
        form.ask_whether_sure()
        return False
    return True


def _page(request: MemberRequest, form: DeviceForm, device: Device | None) -> HttpResponse:
    status = 422 if form.is_bound and not form.is_valid() else 200
    return render(request, "devices/device.html", {"form": form, "device": device}, status=status)
