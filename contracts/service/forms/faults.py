"""What a practice is asked about a fault, a few questions at a time."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from contracts.devices.models import Device
from contracts.service.models import Decontamination, Fault
from contracts.service.services.reporting import MOST_PHOTOS
from d4d.foundation import clock
from d4d.foundation.photos import PhotosField

NO_PATIENTS = _("Write nothing about a patient: no name, no date of birth, no treatment.")
NO_FACES = _("Photograph the device only: no screen with patient data, no X-ray, no person.")
LONGEST = 2_000


class DeviceForm(forms.Form):
    """Which device it is."""

    device = forms.TypedChoiceField(
        label=_("Which device is it?"),
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a device.")},
    )
    is_second = forms.BooleanField(label=_("This is something else: report it as well"), required=False)

    def __init__(self, devices: Sequence[Device], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["device"].choices = [(one.pk, _called(one)) for one in devices]  # type: ignore[attr-defined]


class ProblemForm(forms.Form):
    """What is wrong with it."""

    problem = forms.ChoiceField(
        label=_("What is wrong?"),
        choices=Fault.Problem.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what comes nearest.")},
    )
    description = forms.CharField(
        label=_("Describe it"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("When does it happen, and which message do you see? %(warning)s")
        % {"warning": NO_PATIENTS},
        error_messages={"required": _("Describe in a few words what happens.")},
    )


class UrgencyForm(forms.Form):
    """How urgent it is, and what it looks like."""

    urgency = forms.ChoiceField(
        label=_("How urgent is it?"),
        choices=Fault.Urgency.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how urgent it is.")},
    )
    photos = PhotosField(most=MOST_PHOTOS, label=_("Photos"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        text = _("At most %(most)s, JPEG, PNG or WebP, each at most 20 MB. %(warning)s")
        self.fields["photos"].help_text = text % {"most": MOST_PHOTOS, "warning": NO_FACES}


class MessageForm(forms.Form):
    """Something to tell us."""

    text = forms.CharField(
        label=_("Your message"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=NO_PATIENTS,
        error_messages={"required": _("Write your message first.")},
    )


class DecontaminationForm(forms.Form):
    """The declaration that a device is clean, signed by a typed name."""

    treatment = forms.ChoiceField(
        label=_("How is the device?"), choices=Decontamination.Treatment.choices, widget=forms.RadioSelect
    )
    method = forms.CharField(
        label=_("What was done, and with what"),
        max_length=200,
        help_text=_("For instance: wiped with alcohol of 70 percent, water system emptied and rinsed."),
    )
    stored_data = forms.ChoiceField(
        label=_("Data of patients on the device"),
        choices=Decontamination.StoredData.choices,
        widget=forms.RadioSelect,
        help_text=_("This kind of device can hold X-rays or names. We only take it in when this is clear."),
    )
    done_on = forms.DateField(
        label=_("Done on"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    by_name = forms.CharField(
        label=_("Name of who did this"),
        max_length=120,
        help_text=_("Your name typed here counts as your signature."),
    )

    def __init__(self, *args: Any, has_storage: bool, **kwargs: Any) -> None:
        """What became of patients' data is asked of devices that can hold them."""
        super().__init__(*args, **kwargs)
        if not has_storage:
            del self.fields["stored_data"]

    def clean_done_on(self) -> Any:
        """Nobody cleans tomorrow."""
        day = self.cleaned_data["done_on"]
        if day > clock.today():
            raise ValidationError(_("This day is still to come."))
        return day


def _called(device: Device) -> str:
    parts = (str(device), device.serial, device.room)
    return ", ".join(part for part in parts if part)
