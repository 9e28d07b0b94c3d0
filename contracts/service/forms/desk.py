"""What the desk is asked at each act on a fault."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from contracts.devices.models import Device
from contracts.service.forms.faults import LONGEST, NO_PATIENTS
from contracts.service.models import Fault, LoanDevice, RepairDesk, RepairLine
from contracts.service.services.quoting import Work
from contracts.service.services.sending_in import OUR_OWN
from d4d.foundation import clock
from privacy.vocabulary import RECIPIENTS
from shop.catalogue.models import VatClass
from shop.shipping.couriers import ADAPTERS

MOST_LABEL_BYTES = 5_000_000


class LookUpForm(forms.Form):
    """Who is on the telephone."""

    klant = forms.CharField(label=_("Customer number"), max_length=12)


class PhoneForm(forms.Form):
    """A fault as somebody tells it by telephone."""

    device = forms.TypedChoiceField(label=_("Device"), coerce=int)
    problem = forms.ChoiceField(label=_("What is wrong?"), choices=Fault.Problem.choices)
    description = forms.CharField(
        label=_("Describe it"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=NO_PATIENTS,
    )
    urgency = forms.ChoiceField(label=_("How urgent is it?"), choices=Fault.Urgency.choices)
    is_second = forms.BooleanField(label=_("Another fault beside an open one"), required=False)

    def __init__(self, devices: list[Device], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(one.pk, f"{one} {one.serial} {one.room}".strip()) for one in devices]
        self.fields["device"].choices = choices  # type: ignore[attr-defined]


class WriteForm(forms.Form):
    """A message to the practice, or a question that stops the clock."""

    text = forms.CharField(
        label=_("Message"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=NO_PATIENTS,
    )
    asks = forms.BooleanField(
        label=_("It is a question: the clock stands still until the answer"), required=False
    )


class NoteForm(forms.Form):
    """Something for colleagues."""

    text = forms.CharField(
        label=_("Note"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 5}), help_text=NO_PATIENTS
    )


class AssessForm(forms.Form):
    """How we go about a fault."""

    approach = forms.ChoiceField(
        label=_("How do we help?"), choices=Fault.Approach.choices, widget=forms.RadioSelect
    )


class LabelForm(forms.Form):
    """The label that was made in a courier's portal, or how else the device comes."""

    courier = forms.ChoiceField(
        label=_("Courier"), choices=[(code, RECIPIENTS[code].name) for code in ADAPTERS]
    )
    tracking_number = forms.CharField(label=_("Tracking number"), max_length=40, required=False)
    file = forms.FileField(label=_("Label (PDF)"), required=False)

    def clean_file(self) -> bytes:
        """The label as it is printed; nothing but a PDF."""
        upload = self.cleaned_data["file"]
        if not upload:
            return b""
        if upload.size > MOST_LABEL_BYTES:
            raise ValidationError(_("A label has at most 5 MB."))
        content = bytes(upload.read())
        if not content.startswith(b"%PDF-"):
            raise ValidationError(_("This is no PDF."))
        return content

    def clean(self) -> dict[str, Any]:
        """The practice prints what a courier asks for; what we fetch bears no label."""
        data = super().clean() or self.cleaned_data
        is_ours = data.get("courier") == OUR_OWN
        if "file" in data and is_ours and data["file"]:
            self.add_error("courier", _("Choose the courier of this label."))
        if "file" in data and not is_ours and not data["file"]:
            self.add_error("file", _("Add the label: the practice has to print it."))
        return data


class LineForm(forms.Form):
    """Work or a part, with its price excluding VAT."""

    kind = forms.ChoiceField(label=_("Sort"), choices=RepairLine.Kind.choices)
    description = forms.CharField(label=_("Description"), max_length=200)
    quantity = forms.DecimalField(
        label=_("Quantity"),
        max_digits=8,
        decimal_places=3,
        min_value=Decimal("0.001"),
        initial=1,
        localize=True,
    )
    price = forms.DecimalField(
        label=_("Price each, excluding VAT"), max_digits=10, decimal_places=4, min_value=0, localize=True
    )
    vat_class = forms.ChoiceField(label=_("VAT class"), choices=VatClass.choices)


class LineOffForm(forms.Form):
    """Which line was written down by mistake."""

    line = forms.TypedChoiceField(label=_("Line"), coerce=int)

    def __init__(self, fault: Fault, *args: Any) -> None:
        super().__init__(*args)
        lines = fault.lines.filter(quote=None).order_by("pk")
        self.fields["line"].choices = [(one.pk, one.description) for one in lines]  # type: ignore[attr-defined]


class SolutionForm(forms.Form):
    """What was done; the practice reads it."""

    solution = forms.CharField(
        label=_("What was done"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=NO_PATIENTS,
    )


class LoanForm(forms.Form):
    """Which device of ours goes out, and until when."""

    device = forms.ModelChoiceField(label=_("Loan device"), queryset=LoanDevice.objects.none())
    until = forms.DateField(
        label=_("Back by"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        shelf = LoanDevice.objects.on_the_shelf().order_by("kind", "code")
        self.fields["device"].queryset = shelf  # type: ignore[attr-defined]

    def clean_until(self) -> Any:
        """Nothing is due before it goes."""
        day = self.cleaned_data["until"]
        if day and day < clock.today():
            raise ValidationError(_("This day has passed."))
        return day


class SupplierForm(forms.Form):
    """Which supplier helps, and whether it needs the serial number."""

    desk = forms.ModelChoiceField(label=_("Supplier"), queryset=RepairDesk.objects.none())
    with_serial = forms.BooleanField(label=_("Give the serial number too"), required=False)

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        desks = RepairDesk.objects.select_related("supplier").order_by("supplier__name")
        self.fields["desk"].queryset = desks  # type: ignore[attr-defined]


def work_of(answers: dict[str, Any]) -> Work:
    """What was filled in about a line, in the units of the house."""
    return Work(
        kind=answers["kind"],
        description=answers["description"],
        quantity_e3=int(answers["quantity"] * 1_000),
        unit_price_e4=int(answers["price"] * 10_000),
        vat_class=answers["vat_class"],
    )
