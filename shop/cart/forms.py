"""How many pieces somebody wants, and how their lists are called."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from shop.cart.models import MOST_PIECES, ShoppingList

LONGEST_NAME = 60
NEW = "new"
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


class ListNameForm(forms.Form):
    """How a list is called."""

    name = forms.CharField(label=_("Name of the list"), max_length=LONGEST_NAME)


class KeepForm(forms.Form):
    """On which list an article is kept: one that there is, or a new one."""

    kept = forms.ChoiceField(label=_("List"), initial=NEW, widget=forms.RadioSelect)
    name = forms.CharField(label=_("Name of the new list"), max_length=LONGEST_NAME, required=False)
    quantity = forms.IntegerField(
        label=_("Usual quantity"),
        min_value=1,
        max_value=MOST_PIECES,
        initial=1,
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), BETWEEN),
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    def __init__(self, data: Any = None, *, lists: Iterable[ShoppingList]) -> None:
        super().__init__(data)
        choices = [(str(kept.pk), kept.name) for kept in lists]
        cast("forms.ChoiceField", self.fields["kept"]).choices = [*choices, (NEW, _("A new list"))]

    def clean(self) -> dict[str, Any]:
        """A new list needs a name."""
        answers = super().clean() or {}
        if answers.get("kept") == NEW and not answers.get("name") and "name" not in self.errors:
            self.add_error("name", _("Give the new list a name."))
        return answers
