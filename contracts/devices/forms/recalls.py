"""What a practice answers to a recall, and what staff fills in about one."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from contracts.devices.services.recalls import marks_of


class AnswerForm(forms.Form):
    """How many pieces are still there."""

    left = forms.IntegerField(
        label=_("Pieces that you still have"),
        min_value=0,
        help_text=_("Keep them apart and do not use them any more; our letter says what to do with them."),
    )
    used = forms.IntegerField(label=_("Pieces that were used, sold or thrown away"), min_value=0, initial=0)

    def __init__(self, *sent: Any, pieces: int | None = None) -> None:
        super().__init__(*sent)
        self.pieces = pieces

    def clean(self) -> dict[str, Any]:
        """Not more than a practice got."""
        data = super().clean() or self.cleaned_data
        given = (data.get("left") or 0) + (data.get("used") or 0)
        if self.pieces is not None and given > self.pieces:
            words = _("That is more than the %(pieces)s pieces that we shipped to you.")
            self.add_error("left", words % {"pieces": self.pieces})
        return data


class GoodsForm(forms.Form):
    """What is called back."""

    goods = forms.CharField(
        label=_("UDI, LOT or serial number"),
        max_length=200,
        help_text=_("Type it, or scan the code on the package."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def marks(self) -> dict[str, str]:
        """What the goods bear."""
        return marks_of(self.cleaned_data["goods"])


class PrepareForm(GoodsForm):
    """What is called back, why, and what practices must do."""

    title = forms.CharField(label=_("What is the matter, in one line"), max_length=120)
    instruction = forms.CharField(
        label=_("What practices must do"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Stands in the letter as you write it here."),
    )
    reference = forms.CharField(label=_("Manufacturer's reference"), max_length=60, required=False)


class ConclusionForm(forms.Form):
    """How a recall ended."""

    conclusion = forms.CharField(
        label=_("How it ended"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Stands in the report for the authority: no names of practices or people."),
    )
