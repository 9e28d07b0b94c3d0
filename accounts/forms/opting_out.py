"""What staff fill in when a customer asks to hear no more of us."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from privacy import consent
from privacy.consent.offers import Pair


class OptOutForm(forms.Form):
    """Of what somebody wants no more, and how they asked."""

    off = forms.MultipleChoiceField(label=_("No more of"), widget=forms.CheckboxSelectMultiple)
    note = forms.CharField(
        label=_("How did they ask?"),
        max_length=200,
        help_text=_("Such as: by telephone on 3 May. Kept for five years; write no more than is needed."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._pairs = {str(number): pair for number, pair in enumerate(consent.marketing())}
        self.fields["off"].choices = [  # type: ignore[attr-defined]
            (name, f"{purpose.label}: {consent.CHANNEL_NAMES[channel]}")
            for name, (purpose, channel) in self._pairs.items()
        ]

    def pairs(self) -> list[Pair]:
        """What was ticked."""
        return [self._pairs[name] for name in self.cleaned_data["off"]]
