"""What the staff fills in about a request."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from d4d.foundation import clock
from privacy import people, words
from privacy.acts import Words
from privacy.forms import AboutField, check_about
from privacy.models import Request
from privacy.vocabulary import REFUSALS

OUTCOMES = [
    (state.value, state.label)
    for state in (
        Request.State.GRANTED,
        Request.State.PARTLY,
        Request.State.REFUSED,
        Request.State.WITHDRAWN,
    )
]


class EntryForm(forms.Form):
    """A request that reached us by telephone, mail or on paper."""

    kind = forms.ChoiceField(label=_("Kind"), choices=Request.Kind.choices)
    about = AboutField(
        label=_("Use objected to, or ground of the restriction"),
        help_text=_("Only for an objection or a restriction."),
    )
    source = forms.ChoiceField(
        label=_("Received by"),
        choices=[
            (one.value, one.label)
            for one in (Request.Source.MAIL, Request.Source.PHONE, Request.Source.PAPER)
        ],
    )
    received_on = forms.DateField(
        label=_("Received on"),
        help_text=_("The time for the answer counts from this day."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    name = forms.CharField(label=_("Name"), max_length=120)
    email = forms.EmailField(
        label=_("E-mail address"), required=False, help_text=_("Letters about the request go here.")
    )
    text = Words(label=_("What is asked"), max_length=4000)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, initial={"received_on": clock.today()})

    def clean_received_on(self) -> Any:
        """Not a day to come."""
        day = self.cleaned_data["received_on"]
        if day > clock.today():
            raise ValidationError(_("This day is still to come."))
        return day

    def clean(self) -> dict[str, Any]:
        """An objection names a use, a restriction its ground."""
        data = super().clean() or self.cleaned_data
        check_about(self)
        return data


def _articles() -> list[tuple[str, str]]:
    return [("", "–"), *((code, f"{words.law(code)}: {why}") for code, why in REFUSALS.items())]


class DecisionForm(forms.Form):
    """The answer, and where the law says so."""

    outcome = forms.ChoiceField(label=_("Answer"), choices=OUTCOMES, widget=forms.RadioSelect)
    article = forms.ChoiceField(
        label=_("Article of the law, when it is not granted"),
        required=False,
        choices=_articles,
    )
    answer = Words(
        label=_("The answer in words"),
        required=False,
        max_length=4000,
        help_text=_("Stands in the letter. The AP and the court are named below it by themselves."),
    )


class ReasonForm(forms.Form):
    """A reason that the person reads."""

    reason = Words(label=_("The reason, as the person will read it"), max_length=2000)


class RecogniseForm(forms.Form):
    """Who it is, and how we know."""

    email = forms.EmailField(
        label=_("E-mail address with which this person signs in"),
        required=False,
        help_text=_("Leave empty for somebody without an account."),
    )
    sure = forms.BooleanField(
        label=_("I called back on a number that we had, or know this person in another way."),
        help_text=_("Never ask for a copy of an identity card."),
    )

    def clean_email(self) -> str:
        """An address with which somebody signs in, if one is given."""
        email = str(self.cleaned_data["email"])
        if email and people.find(email) is None:
            raise ValidationError(_("Nobody signs in with this address."))
        return email
