"""What the staff fills in about devices."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.forms.fields import Line
from accounts.models import Practice
from contracts.devices.forms.devices import DeviceForm
from contracts.devices.models import Device


class NewDeviceForm(DeviceForm):
    """A device that the staff writes down for a practice."""

    practice = Line(label=_("Customer number"), max_length=10)
    field_order = ("practice",)

    def clean_practice(self) -> Practice:
        """A practice that is there."""
        found = Practice.objects.numbered(self.cleaned_data["practice"]).first()
        if found is None:
            raise ValidationError(_("There is no practice with this number."))
        return found


class MergeForm(forms.Form):
    """Which other entry of the same device goes."""

    other = forms.IntegerField(
        label=_("Number of the entry that goes"),
        min_value=1,
        help_text=_("The number in the address of its page. Everything of it moves to the entry that stays."),
    )

    def clean_other(self) -> int:
        """An entry that is there."""
        number: Any = self.cleaned_data["other"]
        if not Device.objects.filter(pk=number).exists():
            raise ValidationError(_("There is no such entry."))
        return int(number)
