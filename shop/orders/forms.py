"""Why an order is called off."""

from django import forms
from django.utils.translation import gettext_lazy as _


class CancelForm(forms.Form):
    """The last question before an order is cancelled."""

    reason = forms.CharField(
        label=_("Why do you cancel?"),
        max_length=120,
        required=False,
        help_text=_("This helps us to do better."),
    )
