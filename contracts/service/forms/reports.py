"""What an engineer fills in: a form for each device, and one for the visit."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import Prefetch
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from contracts.agreements import coverage
from contracts.service.models import Checklist, ChecklistItem, ReportAnswer, Visit, VisitDevice
from contracts.service.services.billing import day_of_coverage
from contracts.service.services.reports import MOST_PHOTOS, Answer, DeviceStory, Part, Story
from d4d.foundation import clock
from d4d.foundation.photos import PhotosField
from d4d.foundation.written import thousandths
from shop.catalogue.models import Variant
from shop.catalogue.prices import price_of

PARTS = 4
E3, E4 = 1_000, 10_000
NOTHING_PERSONAL = _("Do not write down anything about patients.")
ONLY_DEVICES = _("Photograph the device only: no screen with patient data, no X-ray, no person.")
OUTCOMES = [
    (VisitDevice.State.DONE, _("done")),
    (VisitDevice.State.CARRIED, _("next time")),
    (VisitDevice.State.SKIPPED, _("not needed any more")),
]
ANSWERS = [
    (ReportAnswer.Answer.YES, _("yes")),
    (ReportAnswer.Answer.NO, _("no")),
    (ReportAnswer.Answer.NOT_APPLICABLE, _("n/a")),
]
MISSING = _("This line has no answer yet.")


class FigureField(forms.DecimalField):
    """A figure as people type it, with a comma or a point."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "size": 8})

    def __init__(self, *, places: int = 3, **options: Any) -> None:
        super().__init__(max_digits=12, decimal_places=places, **options)

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]  # the stubs forget decimals
        """The figure, whatever its sign for decimals."""
        return super().to_python(str(value or "").replace(",", "."))


class DeviceForm(forms.Form):
    """What happened to one device."""

    outcome = forms.ChoiceField(label=_("Maintenance"), choices=OUTCOMES, widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=1000,
        help_text=NOTHING_PERSONAL,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(
        self, seen: VisitDevice, checklist: Checklist | None, *, is_covered: bool, **options: Any
    ) -> None:
        super().__init__(prefix=f"d{seen.pk}", **options)
        self.seen, self.checklist, self.is_covered = seen, checklist, is_covered
        self.items = list(checklist.items.all()) if checklist else []
        is_done = not self.is_bound or self.data.get(self.add_prefix("outcome")) == VisitDevice.State.DONE
        for item in self.items:
            self.fields[f"i{item.pk}"] = _field(item, is_required=is_done)
        for number in range(1, PARTS + 1):
            self.fields |= _part_fields(number)

    @property
    def checks(self) -> Iterator[forms.BoundField]:
        """The questions of the checklist."""
        return (self[f"i{item.pk}"] for item in self.items)

    @property
    def parts(self) -> list[list[forms.BoundField]]:
        """The lines on which parts are written."""
        names = ("what", "count", "price")
        return [[self[f"{name}{number}"] for name in names] for number in range(1, PARTS + 1)]

    def clean(self) -> dict[str, Any]:
        """What is done has every answer; what is not done has a reason; what is paid has a price."""
        data = super().clean() or self.cleaned_data
        outcome = data.get("outcome", VisitDevice.State.DONE)
        if outcome != VisitDevice.State.DONE and not data.get("note"):
            self.add_error("note", _("Say why this device was not serviced."))
        variants = self._variants(data)
        for number in range(1, PARTS + 1):
            what = data.get(f"what{number}", "")
            is_priced = what.upper() in variants or data.get(f"price{number}") is not None
            if what and not is_priced and not self.is_covered:
                self.add_error(f"price{number}", _("This part is not covered: it needs a price."))
        data["variants"] = variants
        return data

    def story(self) -> DeviceStory:
        """What was answered about this device."""
        data = self.cleaned_data
        is_done = data["outcome"] == VisitDevice.State.DONE
        return DeviceStory(
            self.seen.pk,
            data["outcome"],
            self.checklist.pk if self.checklist and is_done else None,
            data["note"],
            [_answer(item, data[f"i{item.pk}"]) for item in self.items] if is_done else (),
            list(self._parts()) if is_done else (),
        )

    def _variants(self, data: Mapping[str, Any]) -> dict[str, Variant]:
        numbers = {data.get(f"what{number}", "").upper() for number in range(1, PARTS + 1)} - {""}
        found = Variant.objects.filter(number__in=numbers).select_related("product") if numbers else ()
        return {one.number.upper(): one for one in found}

    def _parts(self) -> Iterator[Part]:
        data = self.cleaned_data
        practice, today = self.seen.visit.practice, clock.today()
        for number in range(1, PARTS + 1):
            what, price = data[f"what{number}"], data[f"price{number}"]
            count = data[f"count{number}"] or 1
            variant = data["variants"].get(what.upper())
            if variant:
                price_e4 = price_of([variant], practice, today).unit_e4(variant.pk, count)
                yield Part(str(variant.product.name)[:120], count, variant.pk, price_e4)
            elif what:
                yield Part(what, count, None, int(price * E4) if price is not None else None)


class ReportForm(forms.Form):
    """What a report says of the visit as a whole."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    photos = PhotosField(label=_("Photos"), most=MOST_PHOTOS, required=False, help_text=ONLY_DEVICES)
    labour_minutes = forms.IntegerField(label=_("Minutes of work"), min_value=0, max_value=1440, initial=60)
    remarks = forms.CharField(
        label=_("Remarks"),
        required=False,
        max_length=2000,
        help_text=NOTHING_PERSONAL,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    signed_by = forms.CharField(
        label=_("Name of who signs for the practice"), max_length=80, widget=forms.TextInput()
    )

    def story(self, devices: "list[DeviceForm]") -> Story:
        """Everything that was answered."""
        data = self.cleaned_data
        return Story(
            [one.story() for one in devices], data["signed_by"], data["remarks"], data["labour_minutes"]
        )


def device_forms(visit: Visit, **options: Any) -> list[DeviceForm]:
    """A form for each device of a visit, with the checklist that is in force."""
    rows = visit.devices.select_related("device__kind", "visit__practice").order_by("pk")
    seen = [(one, one.device) for one in rows if one.device]
    lines = Prefetch("items", ChecklistItem.objects.order_by("position", "pk"))
    lists = Checklist.objects.in_force().filter(kind__in={device.kind_id for _one, device in seen})
    by_kind = {one.kind_id: one for one in lists.prefetch_related(lines)}
    day = day_of_coverage(visit, clock.today())
    return [
        DeviceForm(
            one,
            by_kind.get(device.kind_id),
            is_covered=coverage.of(device, day).parts,
            **options,
        )
        for one, device in seen
    ]


def fill(form: forms.Form, answers: QueryDict) -> None:
    """Let a form that was not sent yet show what a draft knows."""
    for name in form.fields:
        if (known := answers.get(form.add_prefix(name))) is not None:
            form.initial[name] = known


def _field(item: ChecklistItem, *, is_required: bool) -> forms.Field:
    facts: Any = {"label": item.text, "required": is_required, "error_messages": {"required": MISSING}}
    if item.is_measurement:
        return FigureField(help_text=_limits(item), **facts)
    return forms.ChoiceField(choices=ANSWERS, widget=forms.RadioSelect, **facts)


def _part_fields(number: int) -> dict[str, forms.Field]:
    words = {"number": number}
    what = gettext("Part %(number)s: article number or description") % words
    count = gettext("Quantity %(number)s") % words
    price = gettext("Price each %(number)s, excluding VAT") % words
    return {
        f"what{number}": forms.CharField(label=what, required=False, max_length=120),
        f"count{number}": forms.IntegerField(label=count, required=False, min_value=1, max_value=99),
        f"price{number}": FigureField(label=price, required=False, places=2, min_value=0),
    }


def _limits(item: ChecklistItem) -> str:
    low, high = thousandths(item.min_e3), thousandths(item.max_e3)
    if low and high:
        return f"{low} – {high} {item.unit}"
    if high:
        return f"≤ {high} {item.unit}"
    return f"≥ {low} {item.unit}" if low else item.unit


def _answer(item: ChecklistItem, answered: Any) -> Answer:
    if item.is_measurement:
        return Answer(item.pk, ReportAnswer.Answer.MEASURED, int(answered * E3))
    return Answer(item.pk, answered)
