"""Devices at the desk: whose they are, everything that happened to them, and what may be done."""

from typing import Any
from uuid import UUID

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contracts.devices import passport, services
from contracts.devices.admin.forms import MergeForm, NewDeviceForm
from contracts.devices.forms.devices import DeviceForm
from contracts.devices.models import Device
from contracts.devices.telling import with_its_story
from privacy.acts import Act, ActsAdmin, Answers, NoAnswers, Step
from privacy.staff import actor

State = Device.State


def _retire(device: Device, _answers: Answers, by: UUID) -> None:
    services.retire(device.pk, by)


def _take_back(device: Device, _answers: Answers, by: UUID) -> None:
    services.take_back_into_use(device.pk, by)


def _merge(device: Device, answers: Answers, by: UUID) -> None:
    services.merge(device.pk, answers["other"], by)


@admin.register(Device)
class DeviceAdmin(ActsAdmin):
    """Devices from all sides: facts, what covers them, papers, and their whole history."""

    list_display = ("__str__", "kind", "practice", "serial", "room", "state", "warranty_until")
    list_select_related = ("kind", "practice")
    list_filter = ("state", "kind")
    search_fields = ("serial__startswith", "brand", "model", "practice__name", "practice__number__startswith")
    search_help_text = gettext_lazy("Serial number, brand, type, practice or customer number")
    ordering = ("-pk",)
    change_form_template = "admin/devices/device/row.html"
    change_list_template = "admin/devices/device/change_list.html"
    fields = readonly_fields = (
        "practice",
        "kind",
        "brand",
        "model",
        "serial",
        "lot",
        "udi_di",
        "colour",
        "connection",
        "room",
        "product",
        "variant",
        "bought_on",
        "warranty_until",
        "state",
        "retired_on",
        "added_at",
    )
    acts = (
        Act(
            "retire",
            gettext_lazy("Take out of use"),
            NoAnswers,
            _retire,
            lambda one: one.state == State.IN_USE,
        ),
        Act(
            "take-back",
            gettext_lazy("Take back into use"),
            NoAnswers,
            _take_back,
            lambda one: one.state == State.RETIRED,
        ),
        Act(
            "merge",
            gettext_lazy("Join with a second entry"),
            MergeForm,
            _merge,
            lambda one: one.pk is not None,
            gettext_lazy("For when one device was written down twice. The entry on this page stays."),
        ),
    )
    refusals = {
        services.CannotBeMerged: gettext_lazy(
            "These entries belong to different practices, or both stand on the same contract or visit."
        )
    }

    def get_urls(self) -> list[URLPattern]:
        """The pages on which the staff writes."""
        view = self.admin_site.admin_view
        own = [
            path("new/", view(self.write_down), name="devices_device_new"),
            path("<int:row_id>/put-right/", view(self.put_right), name="devices_device_put_right"),
        ]
        return [*own, *super().get_urls()]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> Any:
        """The facts, and below them all that the rooms know of this device."""
        row = None
        if object_id.isdecimal():
            row = with_its_story(self.get_queryset(request), int(object_id))
        told = {"panels": passport.panels(row), "told": passport.history(row), "at_desk": True} if row else {}
        return super().change_view(request, object_id, form_url, {**told, **(extra_context or {})})

    def steps(self, row: Device) -> list[Step]:
        """None of its own: the whole life of the device stands on the page already."""
        return []

    def write_down(self, request: HttpRequest) -> HttpResponse:
        """A device is added for a practice."""
        self.check_right(request)
        form = NewDeviceForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            try:
                device = services.add(
                    form.cleaned_data["practice"].pk,
                    form.device_fields(),
                    actor(request),
                    is_sure=form.cleaned_data["is_sure"],
                )
            except services.SerialKnown:
                form.ask_whether_sure()
            else:
                self.log_addition(request, device, "added")
                return redirect("admin:devices_device_change", device.pk)
        return self.act_page(request, _("Add a device"), form=form)

    def put_right(self, request: HttpRequest, row_id: int) -> HttpResponse:
        """What is written down about a device is put right."""
        self.check_right(request)
        device = get_object_or_404(self.get_queryset(request), pk=row_id)
        form = DeviceForm(request.POST or None, device=device)
        if request.method == "POST" and form.is_valid():
            sure = form.cleaned_data["is_sure"]
            try:
                services.change(device.pk, form.device_fields(), actor(request), is_sure=sure)
            except services.SerialKnown:
                form.ask_whether_sure()
            else:
                self.log_change(request, device, "put-right")
                messages.success(request, _("The device has been saved."))
                return redirect("admin:devices_device_change", device.pk)
        return self.act_page(request, _("Put a device right"), row=device, form=form)
