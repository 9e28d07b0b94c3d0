"""The page of one device with all its life, and the sticker that leads to it."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from accounts.access import MemberRequest, may_see_orders
from contracts.devices import passport, stickers
from contracts.devices.models import Device
from contracts.devices.telling import with_its_story


@require_GET
@may_see_orders
def detail(request: MemberRequest, pk: int) -> HttpResponse:
    """One device: its facts, what covers it, its papers, and everything that happened to it."""
    device = with_its_story(Device.objects.for_practice(request.practice), pk)
    if device is None:
        raise Http404
    context = {
        "device": device,
        "panels": passport.panels(device),
        "history": passport.history(device),
    }
    return render(request, "devices/detail.html", context)


@require_GET
@may_see_orders
def scanned(request: MemberRequest, token: str) -> HttpResponse:
    """Somebody scanned the sticker of a device of this practice: on to what they may do there."""
    device = get_object_or_404(Device.objects.for_practice(request.practice), token=token)
    may_act = request.membership.may_order and device.state == Device.State.IN_USE
    return redirect(stickers.target(device) if may_act else reverse("devices:detail", args=[device.pk]))


@require_GET
@may_see_orders
def sticker_sheet(request: MemberRequest) -> HttpResponse:
    """The stickers of all devices in use, to print and cut."""
    devices = Device.objects.for_practice(request.practice).in_use().order_by("room", "kind__position", "pk")
    sheet = [(device, stickers.drawing(device)) for device in devices.select_related("kind")]
    return render(request, "devices/stickers.html", {"stickers": sheet})


@require_GET
@may_see_orders
def sticker(request: MemberRequest, pk: int) -> HttpResponse:
    """The code of one device as a drawing."""
    device = get_object_or_404(Device.objects.for_practice(request.practice), pk=pk)
    return HttpResponse(
        stickers.picture(device), content_type="image/svg+xml", headers={"Cache-Control": "private, no-store"}
    )
