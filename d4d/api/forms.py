"""What is asked before software gets a key or is called."""

from datetime import date, timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.forms.fields import Line, text_input
from d4d.api.models import News, Scope
from d4d.foundation import clock, http


class KeyForm(forms.Form):
    """For what a key is, what it opens and how long."""

    name = Line(
        label=_("Name"),
        max_length=60,
        help_text=_("For your own list, such as the name of your software. No names of people."),
        widget=text_input("off"),
    )
    scopes = forms.MultipleChoiceField(
        label=_("What this key opens"),
        choices=Scope.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Reading only. Choose no more than your software needs."),
    )
    days = forms.TypedChoiceField(
        label=_("How long it works"),
        coerce=int,
        choices=[(90, _("90 days")), (180, _("180 days")), (365, _("365 days"))],
        initial=180,
    )

    def last_day(self) -> date:
        """The day on which the key opens something for the last time."""
        return clock.today() + timedelta(days=int(self.cleaned_data["days"]))


class WebhookForm(forms.Form):
    """Which address is called, and of what it hears."""

    url = forms.URLField(
        label=_("Address"),
        max_length=200,
        assume_scheme="https",
        help_text=_("Begins with https:// and is reachable from the internet."),
        widget=forms.URLInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    news = forms.MultipleChoiceField(
        label=_("Call it when"), choices=News.choices, widget=forms.CheckboxSelectMultiple
    )

    def clean_url(self) -> str:
        """An address on the internet; where it leads is looked at again before each call."""
        url = str(self.cleaned_data["url"])
        if not http.may_be_told(url):
            raise ValidationError(
                _("This must be an https address on the internet, without a port, name or password.")
            )
        return url
