"""What is asked about devices and about the reports of others."""

from collections.abc import Mapping
from typing import Any, Self

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.forms.fields import Line
from contracts.devices import papers, recognising
from contracts.devices.models import Device, DeviceKind, InspectionReport
from contracts.devices.services import DeviceFields
from d4d.foundation import clock
from shop.stock import scan

OURS = ("brand", "model", "serial", "lot", "udi_di", "bought_on", "warranty_until")
WRONG_CODE = _("This is no GS1 code that can be read: a digit is missing or its check digit is wrong.")
WRONG_UDI = _(
    "This is no UDI-DI: 14 digits (or the 8, 12 or 13 of a bar code), the last one checks the others."
)


def day_input() -> forms.DateInput:
    """A box for a day, with the calendar of the browser."""
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class DeviceForm(forms.Form):
    """Everything that is written down about a device; what came from us stays as it came."""

    code = Line(
        label=_("Scan the code on the device"),
        required=False,
        max_length=200,
        help_text=_("GS1 code with UDI, LOT and serial number; the boxes below are filled in from it."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    kind = forms.ModelChoiceField(
        label=_("Kind of device"),
        queryset=DeviceKind.objects.order_by("position"),
        empty_label=_("Please choose"),
    )
    brand = Line(label=_("Brand"), max_length=60)
    model = Line(label=_("Type"), max_length=80)
    serial = Line(
        label=_("Serial number"),
        required=False,
        max_length=40,
        help_text=_("On the type plate, often after SN."),
    )
    room = Line(label=_("Room"), required=False, max_length=60)
    colour = Line(label=_("Colour"), required=False, max_length=40)
    connection = Line(
        label=_("Connection"),
        required=False,
        max_length=40,
        help_text=_("For example of a coupling or micromotor: we then show you what fits."),
    )
    lot = Line(label=_("LOT"), required=False, max_length=40)
    udi_di = Line(label=_("UDI-DI"), required=False, max_length=20)
    bought_on = forms.DateField(label=_("Bought on"), required=False, widget=day_input())
    warranty_until = forms.DateField(label=_("Warranty until"), required=False, widget=day_input())
    is_sure = forms.BooleanField(label=_("Yes, this is another device"), required=False)

    def __init__(self, data: Any = None, *, device: Device | None = None, **options: Any) -> None:
        facts = {name: getattr(device, name) for name in self.base_fields if hasattr(device, name)}
        super().__init__(data, initial=facts | options.pop("initial", {}), **options)
        for name in OURS if device and device.is_ours else ():
            self.fields[name].disabled = True
        if device:
            del self.fields["code"]
        self.asks_whether_sure = False

    @classmethod
    def after_scan(cls, data: QueryDict) -> Self:
        """The form as it was, filled in with what the code says; or with the reason why it says nothing."""
        form = cls(data)
        form.full_clean()
        if "code" in form.errors or not form.cleaned_data.get("code"):
            return form
        said = {name: value for name, value in data.items() if value and name in cls.base_fields}
        return cls(initial=said | form.read_from_code() | {"code": ""})

    def clean_code(self) -> str:
        """A code that says something."""
        text = str(self.cleaned_data["code"])
        try:
            self._scanned = scan.read(text) if text else scan.Scan()
        except scan.Unreadable:
            self._scanned = scan.Scan(is_sound=False)
        if not self._scanned.is_sound:
            raise ValidationError(WRONG_CODE)
        return text

    def clean_udi_di(self) -> str:
        """Fourteen digits whose check digit is right."""
        text = str(self.cleaned_data["udi_di"])
        try:
            read = scan.read(text) if text else scan.Scan()
        except scan.Unreadable:
            read = scan.Scan(is_sound=False)
        if text and not (read.gtin and read.is_sound):
            raise ValidationError(WRONG_UDI)
        return read.gtin

    def clean(self) -> dict[str, Any]:
        """Days in their order; what the code says goes where nothing was typed."""
        data = super().clean() or self.cleaned_data
        bought, until = data.get("bought_on"), data.get("warranty_until")
        if bought and until and until < bought:
            self.add_error("warranty_until", _("The warranty ends before the device was bought."))
        if data.get("code"):
            for name, value in self.read_from_code().items():
                data[name] = data.get(name) or value
        return data

    def read_from_code(self) -> dict[str, Any]:
        """What the scanned code says, and what the catalogue says of that article."""
        found: dict[str, Any] = {
            "udi_di": self._scanned.gtin,
            "lot": self._scanned.lot,
            "serial": self._scanned.serial,
        }
        if known := recognising.by_udi(self._scanned.gtin):
            found |= {"brand": known.brand, "model": known.model, "kind": known.kind_id}
            found |= {"colour": known.colour, "connection": known.connection}
        return {name: value for name, value in found.items() if value}

    def ask_whether_sure(self) -> None:
        """This serial number is known already: show the tick box, and say why."""
        self.asks_whether_sure = True
        self.add_error(
            "serial",
            _("A device of this brand with this serial number is known already. Please check the number."),
        )

    def device_fields(self) -> DeviceFields:
        """The answers as the register takes them."""
        data: Mapping[str, Any] = self.cleaned_data
        return DeviceFields(
            kind_id=data["kind"].pk,
            **{name: data[name] for name in self.base_fields if name not in {"code", "kind", "is_sure"}},
        )


class DeviceFilterForm(forms.Form):
    """What a list of devices is narrowed down to."""

    q = Line(label=_("Serial number, brand or type"), required=False, max_length=60)
    soort = forms.ModelChoiceField(
        label=_("Kind of device"),
        queryset=DeviceKind.objects.order_by("position"),
        required=False,
        empty_label=_("All kinds"),
    )
    kamer = forms.ChoiceField(label=_("Room"), required=False)
    staat = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("in use")), (Device.State.RETIRED, _("out of use")), ("alle", _("all devices"))],
    )
    papieren = forms.BooleanField(label=_("Only with reports that run out"), required=False)

    def __init__(self, data: Any, *, rooms: list[str]) -> None:
        super().__init__(data)
        choices = [("", _("All rooms")), *((room, room) for room in rooms)]
        self.fields["kamer"].choices = choices  # type: ignore[attr-defined]  # it is a ChoiceField


class ReportForm(forms.Form):
    """A report of others, and the paper itself."""

    kind = forms.ChoiceField(label=_("Kind of report"), choices=InspectionReport.Kind.choices)
    title = Line(
        label=_("Title"),
        required=False,
        max_length=80,
        help_text=_("What it is, when it is another report. No names of patients, please."),
    )
    done_on = forms.DateField(label=_("Done on"), widget=day_input())
    valid_until = forms.DateField(
        label=_("Valid until"),
        required=False,
        widget=day_input(),
        help_text=_("We warn you thirty days before."),
    )
    file = forms.FileField(
        label=_("File"),
        help_text=_("PDF, PNG or JPEG, at most 20 MB."),
        widget=forms.FileInput(attrs={"accept": "application/pdf,image/png,image/jpeg"}),
    )

    def clean_done_on(self) -> Any:
        """A day that has been."""
        day = self.cleaned_data["done_on"]
        if day > clock.today():
            raise ValidationError(_("This day is still to come."))
        return day

    def clean_file(self) -> papers.Paper:
        """A paper that may be kept."""
        upload: UploadedFile = self.cleaned_data["file"]
        return papers.taken_in(upload)

    def clean(self) -> dict[str, Any]:
        """Another report needs its title; a report is valid for a while after it was made."""
        data = super().clean() or self.cleaned_data
        if data.get("kind") == InspectionReport.Kind.OTHER and not data.get("title"):
            self.add_error("title", _("Say what kind of report this is."))
        done, until = data.get("done_on"), data.get("valid_until")
        if done and until and until < done:
            self.add_error("valid_until", _("The report would have run out before it was made."))
        return data
