"""The three short pages of a first order."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import Address
from privacy import consent
from shop.checkout.choices import Choices
from shop.orders.models import Order
from shop.payments.mollie import Method


class DeliveryForm(forms.Form):
    """Where the parcel goes, and how."""

    address_id = forms.TypedChoiceField(
        label=_("Delivery address"),
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a delivery address.")},
    )
    ships_complete = forms.BooleanField(
        label=_("If something is not in stock: wait until everything is there, and send it in one go"),
        required=False,
    )
    delivery_note = forms.CharField(
        label=_("Note for the delivery"),
        max_length=200,
        required=False,
        help_text=_("For our warehouse, such as: deliver at the back door."),
    )

    def __init__(self, addresses: Sequence[Address], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(address.pk, _in_words(address)) for address in addresses]
        self.fields["address_id"].choices = choices  # type: ignore[attr-defined]


class PaymentForm(forms.Form):
    """How it is paid: on account, or at once in one of the ways that the provider offers."""

    way = forms.ChoiceField(
        label=_("How would you like to pay?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how you would like to pay.")},
    )

    def __init__(
        self, data: Any, *, chosen: Choices, methods: Sequence[Method], account_days: int | None
    ) -> None:
        super().__init__(data, initial={"way": chosen.method or chosen.terms})
        ways: list[tuple[str, str | Promise]] = [(method.id, method.label) for method in methods]
        ways = ways or [(Order.Terms.PREPAID, _("Pay now: iDEAL, card, bank transfer and more"))]
        if account_days is not None:
            said = _("On account, to be paid within %(days)s days") % {"days": account_days}
            ways.insert(0, (Order.Terms.ON_ACCOUNT, said))
        if self.initial["way"] not in dict(ways):
            self.initial["way"] = ways[0][0]
        self.fields["way"].choices = ways  # type: ignore[attr-defined]

    def choice(self) -> dict[str, str]:
        """The terms, and the method of the provider if one was chosen."""
        way = self.cleaned_data["way"]
        if way in Order.Terms.values:
            return {"terms": way, "method": ""}
        return {"terms": Order.Terms.PREPAID, "method": way}


class ReviewForm(forms.Form):
    """The last look: a reference of one's own, and the press of the button."""

    reference = forms.CharField(
        label=_("Your reference or order number"),
        max_length=60,
        required=False,
        help_text=_("Stands on the packing slip and the invoice."),
    )
    objects_to_news = forms.BooleanField(
        label=consent.words(consent.AT_CHECKOUT),
        required=False,
        help_text=_("As a customer you may hear of our own products. You can end it at any time."),
    )
    was_asked = forms.BooleanField(required=False, widget=forms.HiddenInput)
    key = forms.UUIDField(widget=forms.HiddenInput)
    seen = forms.CharField(max_length=16, widget=forms.HiddenInput)

    def objection(self) -> bool | None:
        """Whether they object to news; None when the box was not shown."""
        answers = self.cleaned_data
        return bool(answers["objects_to_news"]) if answers["was_asked"] else None


class RefusalForm(forms.Form):
    """Why a manager does not approve a colleague's order."""

    reason = forms.CharField(
        label=_("If you say no: why?"),
        max_length=120,
        required=False,
        help_text=_("Your colleague reads it in the e-mail."),
    )


def _in_words(address: Address) -> str:
    line = f"{address.street_line()}, {address.postcode} {address.city}"
    name = f"{address.label}: " if address.label else ""
    return f"{name}{line}, {address.get_country_display()}"
