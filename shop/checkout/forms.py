"""The three short pages of a first order."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Address
from shop.orders.models import Order


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
    """How it is paid."""

    terms = forms.ChoiceField(
        label=_("How would you like to pay?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how you would like to pay.")},
    )

    def __init__(self, *args: Any, may_buy_on_account: bool, payment_days: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        prepaid = (Order.Terms.PREPAID, _("Pay now: iDEAL, card, bank transfer and more"))
        on_account = (
            Order.Terms.ON_ACCOUNT,
            _("On account, to be paid within %(days)s days") % {"days": payment_days},
        )
        offered = [on_account, prepaid] if may_buy_on_account else [prepaid]
        self.fields["terms"].choices = offered  # type: ignore[attr-defined]


class ReviewForm(forms.Form):
    """The last look: a reference of one's own, and the press of the button."""

    reference = forms.CharField(
        label=_("Your reference or order number"),
        max_length=60,
        required=False,
        help_text=_("Stands on the packing slip and the invoice."),
    )
    key = forms.UUIDField(widget=forms.HiddenInput)
    seen = forms.CharField(max_length=16, widget=forms.HiddenInput)


def _in_words(address: Address) -> str:
    line = f"{address.street_line()}, {address.postcode} {address.city}"
    name = f"{address.label}: " if address.label else ""
    return f"{name}{line}, {address.get_country_display()}"
