"""The register of complaints about devices and of devices that are not as they should be."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Practice
from contracts.devices.models import DeviceComplaint
from contracts.devices.services import complaints
from privacy.acts import Act, ActsAdmin, Step, Words, badge
from privacy.staff import actor
from shop.catalogue.models import Variant

STEPS = {
    "received": _("received"),
    "forwarded": _("sent to the manufacturer"),
    "noted": _("note"),
    "closed": _("closed"),
}


class RegisterForm(forms.Form):
    """What is wrong with which device."""

    kind = forms.ChoiceField(label=_("Kind"), choices=DeviceComplaint.Kind.choices)
    article = forms.CharField(label=_("Article number"), max_length=40)
    lot = forms.CharField(label=_("LOT"), max_length=40, required=False)
    serial = forms.CharField(label=_("Serial number"), max_length=40, required=False)
    customer = forms.CharField(
        label=_("Customer number"),
        max_length=12,
        required=False,
        help_text=_("Empty when we found it ourselves."),
    )
    described = Words(
        label=_("What happened"),
        max_length=4000,
        help_text=_("No names of patients; of others only if needed."),
    )

    def clean_article(self) -> Any:
        """An article that we know."""
        return _known(
            Variant.objects.filter(number__iexact=self.cleaned_data["article"]), _("We know no such article.")
        )

    def clean_customer(self) -> Any:
        """A customer that we know, or nobody."""
        number = self.cleaned_data["customer"]
        return (
            _known(Practice.objects.filter(number__iexact=number), _("We know no such customer."))
            if number
            else None
        )


class ForwardForm(forms.Form):
    """What the manufacturer may read."""

    told_to = forms.EmailField(label=_("Manufacturer's mailbox"))
    told = Words(
        label=_("What the manufacturer reads"),
        max_length=4000,
        help_text=_("About the device only: no names, no customer number, nothing about patients."),
    )


class OutcomeForm(forms.Form):
    """What came of it."""

    outcome = Words(label=_("What came of it"), max_length=4000)


class NoteForm(forms.Form):
    """A line on the timeline."""

    note = Words(label=_("Note"), max_length=4000)


def _forward(row: DeviceComplaint, answers: dict[str, Any], by: UUID) -> None:
    complaints.forward(row.pk, told=answers["told"], told_to=answers["told_to"], by=by)


def _note(row: DeviceComplaint, answers: dict[str, Any], by: UUID) -> None:
    complaints.write(row, "noted", note=answers["note"], by=by)


def _close(row: DeviceComplaint, answers: dict[str, Any], by: UUID) -> None:
    complaints.close(row.pk, answers["outcome"], by=by)


def _known(rows: Any, words: Any) -> Any:
    if row := rows.first():
        return row
    raise forms.ValidationError(words)


@admin.register(DeviceComplaint)
class DeviceComplaintAdmin(ActsAdmin):
    """Every complaint, with the clock until the manufacturer knows it."""

    list_display = ("number", "kind", "product", "lot", "serial", "clock", "received_at", "forwarded_at")
    list_filter = ("state", "kind")
    list_select_related = ("product",)
    search_fields = ("=number", "=lot", "=serial", "product__name")
    ordering = ("-pk",)
    fieldsets = (
        (None, {"fields": ("number", "kind", "state", "product", "lot", "serial", "described")}),
        (_("Clock"), {"fields": ("received_at", "due_at", "forwarded_at", "closed_at")}),
        (_("Manufacturer"), {"fields": ("told_to", "told", "outcome")}),
    )
    acts = (
        Act(
            "forward",
            _("Send to the manufacturer"),
            ForwardForm,
            _forward,
            lambda row: row.state == DeviceComplaint.State.RECEIVED,
            _("Write it anew for the manufacturer: what is wrong with the device, and nobody's name."),
        ),
        Act("note", _("Add a note"), NoteForm, _note, lambda row: row.state != DeviceComplaint.State.CLOSED),
        Act(
            "close",
            _("Close"),
            OutcomeForm,
            _close,
            lambda row: row.state == DeviceComplaint.State.FORWARDED,
        ),
    )

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Whoever hears of it writes it down."""
        return self.has_decide_permission(request)

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        """Write down a complaint at once."""
        self.check_right(request)
        form = RegisterForm(request.POST if request.method == "POST" else None)
        if form.is_bound and form.is_valid():
            row = complaints.register(_about(form.cleaned_data), by=actor(request))
            messages.success(
                request, gettext("Complaint %(number)s is written down.") % {"number": row.number}
            )
            return redirect("admin:devices_devicecomplaint_change", row.pk)
        return self.act_page(request, gettext("Write down a complaint"), form=form, errors=form.errors)

    def steps(self, row: DeviceComplaint) -> list[Step]:
        """The timeline, in words."""
        return [
            Step(event.at, str(STEPS.get(event.what, event.what)), event.note)
            for event in row.events.order_by("pk")
        ]

    @admin.display(description=_("clock"), ordering="due_at")
    def clock(self, row: DeviceComplaint) -> SafeString:
        """Whether the manufacturer must still hear it."""
        words = {"overdue": _("too late"), "due_soon": _("forward now")}
        standing = row.standing()
        return badge(standing, words.get(standing, row.get_state_display()))


def _about(answers: dict[str, Any]) -> complaints.About:
    practice = answers["customer"]
    return complaints.About(
        kind=answers["kind"],
        product_id=answers["article"].product_id,
        described=answers["described"],
        lot=answers["lot"],
        serial=answers["serial"],
        subject_id=practice.subject_id if practice else None,
    )
