"""How many pieces somebody wants."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shop.cart.models import MOST_PIECES

BETWEEN = _("Enter a quantity from 1 to 9,999.")


class QuantityForm(forms.Form):
    """The quantity of one article in the cart; each on the page has ids of its own."""

    variant = forms.IntegerField(widget=forms.HiddenInput)
    quantity = forms.IntegerField(
        label=_("Quantity"),
        min_value=1,
        max_value=MOST_PIECES,
        error_messages={
            "required": BETWEEN,
            "invalid": BETWEEN,
            "min_value": BETWEEN,
            "max_value": BETWEEN,
        },
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    def __init__(self, data: Any = None, *, variant_id: int, initial: Any = None) -> None:
        super().__init__(data, initial=initial, auto_id=f"line-{variant_id}-%s")

    def wanted(self) -> dict[str, int]:
        """What the services of the cart ask for."""
        return {"variant_id": self.cleaned_data["variant"], "quantity": self.cleaned_data["quantity"]}
