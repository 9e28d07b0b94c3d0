"""Forms of the packing table."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from privacy.vocabulary import RECIPIENTS
from shop.shipping.couriers import within_reach

MOST_BOXES = 20


def _choices() -> list[tuple[str, str]]:
    return [(code, str(RECIPIENTS[code].name)) for code in within_reach()]


class PackForm(forms.Form):
    """Close the boxes of a shipment."""

    courier = forms.ChoiceField(label=_("Courier"), choices=_choices)
    boxes = forms.IntegerField(label=_("Number of boxes"), min_value=1, max_value=MOST_BOXES, initial=1)
    scanned = forms.CharField(
        label=_("Scanned codes"),
        help_text=_("One code per line: the GS1 code, LOT or serial number of each tracked article."),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
    )

    def codes(self) -> list[str]:
        """The scanned codes, one per line."""
        return _one_per_line(self.cleaned_data["scanned"])


class ExpiredForm(forms.Form):
    """What becomes of closed boxes in which something has expired."""

    OTHERS, UNPACK, LEFT = "others", "unpack", "left"

    decision = forms.ChoiceField(label=_("Decision"), widget=forms.RadioSelect)
    scanned = forms.CharField(
        label=_("Scanned codes"),
        help_text=_("One code per line, of each tracked article that is in the boxes now."),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
    )

    def __init__(self, *args: Any, has_left: bool, **kwargs: Any) -> None:
        """What has left is booked; what is still here is opened."""
        super().__init__(*args, **kwargs)
        decision = self.fields["decision"]
        assert isinstance(decision, forms.ChoiceField)
        if has_left:
            decision.choices = [(self.LEFT, _("It has left like this: book it as it left"))]
            del self.fields["scanned"]
            return
        decision.choices = [
            (self.OTHERS, _("Put other batches in these boxes; parcels and labels stay")),
            (self.UNPACK, _("Unpack it: what lies ready goes on the pick list again")),
        ]

    def codes(self) -> list[str]:
        """The scanned codes, one per line."""
        return _one_per_line(self.cleaned_data["scanned"])


def _one_per_line(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
