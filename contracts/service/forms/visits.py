"""When we come, and why not: forms for the desk and for the practice."""

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Practice
from contracts.devices.models import Device
from contracts.service.engineers import engineers
from contracts.service.services import Times
from contracts.service.working_days import day_off, is_working_day, next_working_day
from d4d.foundation import clock

EARLIEST, LATEST = time(7), time(20)  # nobody works in the night in which the clock moves
OFFERS = 4
LENGTHS = [
    (30, _("half an hour")),
    (60, _("1 hour")),
    (90, _("1½ hours")),
    (120, _("2 hours")),
    (180, _("3 hours")),
    (240, _("4 hours")),
    (480, _("8 hours")),
]


class DayField(forms.DateField):
    """A day on which somebody works; another is refused with the first that is one."""

    def __init__(self, **options: Any) -> None:
        box = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(**({"widget": box} | options))

    def clean(self, value: Any) -> Any:
        """Refuse weekends and holidays, and say which day comes next."""
        day = super().clean(value)
        if day and not is_working_day(day):
            raise forms.ValidationError(refusal(day), code="day_off")
        return day


class HourField(forms.TimeField):
    """An hour of the working day."""

    def __init__(self, **options: Any) -> None:
        box = forms.TimeInput(attrs={"type": "time", "step": 900}, format="%H:%M")
        super().__init__(**({"widget": box} | options))

    def clean(self, value: Any) -> Any:
        """Refuse the night."""
        hour = super().clean(value)
        if hour and not EARLIEST <= hour <= LATEST:
            raise forms.ValidationError(_("Choose a time between 7:00 and 20:00."), code="night")
        return hour


class TimesForm(forms.Form):
    """What times have in common: how long, and who comes."""

    minutes = forms.TypedChoiceField(label=_("How long"), choices=LENGTHS, coerce=int, initial=120)
    engineer = forms.ChoiceField(label=_("Engineer"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        people = [(str(one.subject.uuid), one.full_name() or str(one)) for one in engineers()]
        self.fields["engineer"].choices = [("", _("nobody yet")), *people]  # type: ignore[attr-defined]

    def times(self, day: date, hour: time) -> Times:
        """From this hour of this day, as long as was answered."""
        begins = datetime.combine(day, hour, tzinfo=clock.AMSTERDAM)
        chosen = self.cleaned_data["engineer"]
        ends = begins + timedelta(minutes=self.cleaned_data["minutes"])
        return Times(begins, ends, UUID(chosen) if chosen else None)


class PlanForm(TimesForm):
    """One time, agreed with the practice."""

    day = DayField(label=_("Day"))
    hour = HourField(label=_("From"))
    reason = forms.CharField(label=_("Why it is moved"), max_length=200, required=False)

    field_order = ("day", "hour", "minutes", "engineer", "reason")


class OfferForm(TimesForm):
    """Some times between which the practice chooses."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for number in range(1, OFFERS + 1):
            words = {"number": number}
            first = number == 1
            self.fields[f"day_{number}"] = DayField(label=gettext("Day %(number)s") % words, required=first)
            self.fields[f"hour_{number}"] = HourField(
                label=gettext("From (%(number)s)") % words, required=first
            )

    def clean(self) -> dict[str, Any]:
        """A day has an hour, and an hour a day."""
        data = super().clean() or self.cleaned_data
        for number in range(1, OFFERS + 1):
            if bool(data.get(f"day_{number}")) != bool(data.get(f"hour_{number}")):
                self.add_error(f"hour_{number}", _("Give both a day and a time."))
        return data

    def offered(self) -> list[Times]:
        """Every time that was filled in."""
        pairs = [
            (self.cleaned_data[f"day_{number}"], self.cleaned_data[f"hour_{number}"])
            for number in range(1, OFFERS + 1)
        ]
        return [self.times(day, hour) for day, hour in pairs if day]


class ReasonForm(forms.Form):
    """Why a visit is not made."""

    reason = forms.CharField(label=_("Reason"), max_length=200)


class OthersForm(forms.Form):
    """Why no time suits, and which would."""

    reason = forms.CharField(
        label=_("When would it suit you?"),
        max_length=200,
        help_text=_("For example: Tuesdays before ten, or not in the first week of December."),
    )


class ArrangeForm(forms.Form):
    """A visit that no contract asks for."""

    number = forms.CharField(label=_("Customer number"), max_length=12)
    due_on = DayField(label=_("To be done by"))
    serials = forms.CharField(
        label=_("Serial numbers, one a line"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Empty: all devices that are in use there."),
    )

    def clean(self) -> dict[str, Any]:
        """A practice that we know, and devices that stand there."""
        data = super().clean() or self.cleaned_data
        practice = Practice.objects.numbered(data.get("number", "").strip()).first()
        if practice is None:
            self.add_error("number", _("There is no practice with this number."))
            return data
        devices = Device.objects.for_practice(practice).in_use()
        if wanted := {line.strip() for line in data.get("serials", "").splitlines() if line.strip()}:
            devices = devices.filter(serial__in=wanted)
        data["practice"], data["devices"] = practice, list(devices.values_list("pk", flat=True))
        if not data["devices"]:
            self.add_error("serials", _("No such device is in use there."))
        return data


def refusal(day: date) -> str:
    """Why nobody comes on a day, and when somebody does."""
    words = {"day": date_format(day, "l j F"), "next": date_format(next_working_day(day), "l j F Y")}
    if name := day_off(day):
        return gettext("On %(day)s nobody works: %(name)s. The next working day is %(next)s.") % {
            **words,
            "name": name,
        }
    return gettext("On %(day)s nobody works. The next working day is %(next)s.") % words
