"""Forms of the packing table."""

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
        return [line.strip() for line in self.cleaned_data["scanned"].splitlines() if line.strip()]
