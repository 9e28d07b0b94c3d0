"""What somebody asks us, and what colleagues fill in about it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Practice
from contracts.devices.models import Device
from shop.orders.models import Order

LONGEST = 6_000
NO_PATIENTS = _("Write nothing about a patient: no name, no date of birth, no treatment.")


class Text(forms.CharField):
    """Some lines in somebody's own words."""

    widget = forms.Textarea(attrs={"rows": 6})

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=LONGEST, **options)


class QuestionForm(forms.Form):
    """A question of somebody who is signed in."""

    about = forms.CharField(label=_("What is it about?"), max_length=120)
    text = Text(label=_("Your question"), help_text=NO_PATIENTS)


class MemberQuestionForm(QuestionForm):
    """A question of somebody who works at a practice, about one of its orders or devices if they like."""

    order = forms.CharField(label=_("Order number"), max_length=16, required=False)
    device = forms.ModelChoiceField(label=_("Device"), queryset=Device.objects.none(), required=False)
    field_order = ("about", "order", "device", "text")

    def __init__(self, data: Any = None, *, practice: Practice, **options: Any) -> None:
        super().__init__(data, **options)
        self.practice = practice
        own = Device.objects.for_practice(practice).in_use().order_by("brand", "model")
        self.fields["device"].queryset = own  # type: ignore[attr-defined]

    def clean_order(self) -> Order | None:
        """An order of this practice, or none."""
        number = self.cleaned_data["order"].strip()
        if not number:
            return None
        found = Order.objects.for_practice(self.practice).filter(number__iexact=number).first()
        if found is None:
            raise forms.ValidationError(_("Your practice has no order with this number."))
        return found


class VisitorQuestionForm(QuestionForm):
    """A question of somebody whom we do not know; a machine that fills in everything gives itself away."""

    name = forms.CharField(
        label=_("Name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("Our answer goes there."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    website = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )
    field_order = ("name", "email", "about", "text", "website")

    @property
    def is_of_a_machine(self) -> bool:
        """Whether the box that nobody sees was filled in."""
        return bool(self.cleaned_data.get("website"))


class ReplyForm(forms.Form):
    """What somebody adds to their question."""

    text = Text(label=_("Your reply"), help_text=NO_PATIENTS)


class StaffCaseForm(forms.Form):
    """A question that came by telephone."""

    name = forms.CharField(label=_("Name"), max_length=120)
    email = forms.EmailField(label=_("E-mail address"), required=False, help_text=_("Answers go here."))
    customer = forms.CharField(label=_("Customer number"), max_length=12, required=False)
    about = forms.CharField(label=_("What is it about?"), max_length=120)
    text = Text(label=_("What was asked"), help_text=NO_PATIENTS)

    def clean_customer(self) -> Practice | None:
        """A customer that we know, or nobody."""
        return known_practice(self.cleaned_data["customer"])


class LinkForm(forms.Form):
    """What a question is about."""

    customer = forms.CharField(label=_("Customer number"), max_length=12, required=False)
    order = forms.CharField(label=_("Order number"), max_length=16, required=False)
    device = forms.CharField(label=_("Serial number of the device"), max_length=40, required=False)
    is_sure = forms.BooleanField(
        label=_("The owner of this e-mail address asked it: I made sure of that"),
        required=False,
        help_text=_("Somebody with an account then sees the question there."),
    )

    def clean(self) -> dict[str, Any]:
        """Order and device of that customer only."""
        data = super().clean() or self.cleaned_data
        data["practice"] = self._found("customer", known_practice)
        practice = data["practice"]
        data["order_row"] = self._found("order", lambda number: _of(Order, practice, number=number))
        data["device_row"] = self._found("device", lambda serial: _of(Device, practice, serial=serial))
        return data

    def _found(self, name: str, find: Any) -> Any:
        try:
            return find(str(self.cleaned_data.get(name, "")).strip())
        except forms.ValidationError as error:
            self.add_error(name, error)
            return None


def known_practice(number: str) -> Practice | None:
    """The practice with a customer number, none for an empty one; raises ValidationError."""
    if not number:
        return None
    if found := Practice.objects.filter(number__iexact=number).first():
        return found
    raise forms.ValidationError(_("We know no such customer."))


def _of(model: Any, practice: Practice | None, **mark: str) -> Any:
    value = next(iter(mark.values()))
    if not value:
        return None
    found = model.objects.filter(practice=practice, **mark).first() if practice else None
    if found is None:
        raise forms.ValidationError(_("This customer has no such thing."))
    return found
