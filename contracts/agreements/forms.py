"""What staff fills in about contracts."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.customers import PracticeField
from contracts.agreements.models import Contract, Plan
from contracts.devices.models import Device
from d4d.foundation import clock


def _day(label: Any, help_text: Any = "") -> forms.DateField:
    return forms.DateField(
        label=label, help_text=help_text, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


class OfferForm(forms.Form):
    """A plan for some devices of a practice."""

    practice = PracticeField(label=_("Customer number"))
    plan = forms.ModelChoiceField(label=_("Maintenance plan"), queryset=Plan.objects.filter(is_offered=True))
    starts_on = _day(_("From"))
    serials = forms.CharField(
        label=_("Serial numbers of the devices"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One a line; devices of this practice that are in use."),
    )
    reference = forms.CharField(label=_("Reference of the practice"), max_length=60, required=False)
    is_agreed = forms.BooleanField(
        label=_("Agreed already"),
        required=False,
        help_text=_("By telephone or at the table: it counts at once. Otherwise the practice agrees online."),
    )

    def clean(self) -> dict[str, Any]:
        """The devices must be known, each by its serial number."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        practice, wanted = data.get("practice"), data.get("serials", "").split()
        if practice is None or not wanted:
            return data
        own = dict(
            Device.objects.for_practice(practice).in_use().exclude(serial="").values_list("serial", "pk")
        )
        if unknown := [serial for serial in wanted if serial not in own]:
            words = _("Not a device of this practice: %(serials)s.")
            self.add_error("serials", words % {"serials": ", ".join(unknown)})
        data["devices"] = [own[serial] for serial in wanted if serial in own]
        return data


class NoticeForm(forms.Form):
    """When notice was given, and how."""

    on = _day(_("Notice given"))
    reason = forms.CharField(
        label=_("How"), max_length=120, help_text=_("By letter, by telephone; no names.")
    )

    def clean_on(self) -> Any:
        """Not a day that is still to come."""
        if self.cleaned_data["on"] > clock.today():
            raise forms.ValidationError(_("This day has not come yet."))
        return self.cleaned_data["on"]


class TakeOverForm(forms.Form):
    """To whom a contract goes, and from when."""

    to = PracticeField(label=_("Customer number of the new practice"))
    on = _day(_("From"), _("The first day of the new practice."))


class DeviceForm(forms.Form):
    """Another device under a contract."""

    serial = forms.CharField(label=_("Serial number"), max_length=40)
    on = _day(_("Day"))


class PaymentForm(forms.Form):
    """How a contract is paid."""

    payment = forms.ChoiceField(label=_("Paid"), choices=Contract.Payment.choices)


class RunForm(forms.Form):
    """By which day periods are due."""

    as_of = _day(_("Due by"))

    def clean_as_of(self) -> Any:
        """The desk bills what is due, not what is still to come."""
        if self.cleaned_data["as_of"] > clock.today():
            raise forms.ValidationError(_("This day has not come yet."))
        return self.cleaned_data["as_of"]
