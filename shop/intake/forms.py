"""What a practice is asked about its quotes and the orders that repeat."""

from django import forms
from django.utils.translation import gettext_lazy as _

from shop.intake.models import Recurrence


class AskQuoteForm(forms.Form):
    """What we should know when we make a price."""

    note = forms.CharField(
        label=_("What should we know?"),
        max_length=500,
        required=False,
        help_text=_("Such as: for a second treatment room, delivery in January."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class RepeatForm(forms.Form):
    """How it is called, and how often we remind."""

    name = forms.CharField(label=_("Name"), max_length=60)
    weeks = forms.TypedChoiceField(
        label=_("How often?"), coerce=int, choices=Recurrence.Rhythm.choices, initial=4
    )
