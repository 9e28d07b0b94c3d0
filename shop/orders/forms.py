"""Why an order, or part of it, is called off or released."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Address
from d4d.foundation.written import price
from shop.cart.models import MOST_PIECES
from shop.catalogue.models import Variant
from shop.catalogue.numbers import one_with_number
from shop.orders.models import Order


class CancelForm(forms.Form):
    """The last question before an order is cancelled."""

    reason = forms.CharField(
        label=_("Why do you cancel?"),
        max_length=120,
        required=False,
        help_text=_("This helps us to do better."),
    )


class DecisionForm(forms.Form):
    """What the staff decides about orders, and why."""

    decision = forms.ChoiceField(
        label=_("Decision"), choices=[("release", _("Release")), ("cancel", _("Cancel"))]
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=120,
        help_text=_("What you looked at and whom you spoke. With a cancellation the customer reads it too."),
    )


class CancelLinesForm(forms.Form):
    """How many pieces of each line of an order are called off, and why."""

    reason = forms.CharField(label=_("Reason"), max_length=120)

    def __init__(self, order: Order, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for line in order.lines.order_by("position"):
            if line.to_come:
                self.fields[f"line-{line.pk}"] = forms.IntegerField(
                    label=_("%(number)s %(name)s: %(pieces)s to come")
                    % {"number": line.number, "name": line.name, "pieces": line.to_come},
                    min_value=0,
                    max_value=line.to_come,
                    initial=0,
                )
        self.order_fields([name for name in self.fields if name != "reason"])

    def clean(self) -> dict[str, Any]:
        """Something must be called off."""
        if not self.errors and not self.pieces():
            raise forms.ValidationError(_("Enter of which line how many pieces are called off."))
        return self.cleaned_data

    def pieces(self) -> dict[int, int]:
        """Pieces by line."""
        return {
            int(name.removeprefix("line-")): count
            for name, count in self.cleaned_data.items()
            if name.startswith("line-") and count
        }


class ElsewhereForm(forms.Form):
    """To which other address of the practice an order goes, and why."""

    address = forms.ModelChoiceField(
        label=_("Delivery address"), queryset=Address.objects.none(), empty_label=None
    )
    reason = forms.CharField(label=_("Reason; the customer reads it"), max_length=120)

    def __init__(self, order: Order, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        box: Any = self.fields["address"]
        places = order.practice.addresses.filter(is_retired=False, country=order.delivery_country)
        box.queryset = places.order_by("-is_delivery_default", "pk")
        box.label_from_instance = lambda one: f"{one.street_line()}, {one.postcode} {one.city}"


class AddForm(forms.Form):
    """Which article is added to an order, how many, and why."""

    article = forms.CharField(label=_("Article number"), max_length=40)
    quantity = forms.IntegerField(label=_("Pieces"), min_value=1, max_value=MOST_PIECES)
    reason = forms.CharField(label=_("Reason; the customer reads it"), max_length=120)

    def clean_article(self) -> Variant:
        """An article that is for sale."""
        known = one_with_number(self.cleaned_data["article"])
        for_sale = Variant.objects.for_sale().select_related("product")
        found = for_sale.filter(pk=known.pk).first() if known else None
        if found is None:
            raise forms.ValidationError(_("We know no such article."))
        return found


class AgreePriceForm(forms.Form):
    """What a piece of a line costs instead, and why."""

    line = forms.TypedChoiceField(label=_("Line"), coerce=int)
    price = forms.DecimalField(
        label=_("Price each, excluding VAT"),
        max_digits=10,
        decimal_places=4,
        min_value=Decimal(0),
        localize=True,
    )
    reason = forms.CharField(label=_("Reason; the customer reads it"), max_length=120)

    def __init__(self, asked_about: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        box: Any = self.fields["line"]
        box.choices = self.lines_of(asked_about)

    def lines_of(self, order: Any) -> list[tuple[int, str]]:
        """Those of which pieces are still to come."""
        return [
            (line.pk, f"{line.number} {line.name}, {line.to_come} × {price(line.unit_price_e4)}")
            for line in order.lines.order_by("position")
            if line.to_come
        ]
