"""Everything that we hold of somebody and their practice, to see and to correct."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts import numbers
from accounts.forms.fields import AddressQuestions, CompanyQuestions, Line, PersonQuestions, text_input
from accounts.models import Address, Country, Membership, Practice, User


class OwnDetails(PersonQuestions):
    """Somebody's own data; the e-mail address is changed on a page of its own, by confirmation."""

    phone = Line(
        label=_("Your telephone number"),
        required=False,
        max_length=30,
        help_text=_("If we may call you yourself about an order."),
        widget=text_input("tel", type="tel"),
    )
    language = forms.ChoiceField(
        label=_("Language"), choices=User.Language.choices, help_text=_("Of our letters, and of these pages.")
    )
    field_order = ("salutation", "first_name", "last_name", "phone", "username", "language")

    def __init__(self, data: Any = None, *, user: User) -> None:
        self.own_id = user.pk
        facts = {name: getattr(user, name) for name in self.base_fields}
        super().__init__(data, initial=facts)

    def clean_phone(self) -> str:
        """A telephone number, Dutch unless it says otherwise."""
        text = str(self.cleaned_data["phone"])
        return numbers.phone(text, Country.NL) if text else ""


class PracticeDetails(CompanyQuestions):
    """The data of a practice, and how it wants its invoices and prices."""

    billing_email = forms.EmailField(
        label=_("E-mail address for invoices"),
        help_text=_("Your invoices are sent here, and nothing else."),
    )
    invoice_rhythm = forms.ChoiceField(
        label=_("Invoices for orders on account"), choices=Practice.InvoiceRhythm.choices
    )
    wants_ubl = forms.BooleanField(
        label=_("Send the electronic invoice (UBL) along with the PDF"), required=False
    )
    sees_prices_including_vat = forms.BooleanField(
        label=_("Show prices including VAT"),
        required=False,
        help_text=_(
            "For everybody in your practice. Dental care is often exempt from VAT; you cannot deduct it then."
        ),
    )

    hears_of_delivery = forms.BooleanField(
        label=_("Send an e-mail when a parcel has arrived"),
        required=False,
        help_text=_("To whoever placed the order. That it is on its way, we always tell."),
    )

    def __init__(self, data: Any = None, *, practice: Practice) -> None:
        self._practice = practice
        facts = {name: getattr(practice, name) for name in self.base_fields}
        super().__init__(data, initial=facts)

    def ruling_country(self) -> str:
        """The country of the invoice address."""
        billing = Address.objects.filter(practice=self._practice, is_billing=True).first()
        return billing.country if billing else str(Country.NL)


class AddressForm(AddressQuestions):
    """An address of the address book."""

    label = Line(
        label=_("Name of this address"),
        required=False,
        max_length=40,
        help_text=_("For yourself: second location, laboratory."),
        widget=text_input("off"),
    )
    country = forms.ChoiceField(label=_("Country"), choices=Country.choices, initial=Country.NL)
    is_delivery_default = forms.BooleanField(label=_("Deliver here as a rule"), required=False)
    is_billing = forms.BooleanField(label=_("This is the invoice address"), required=False)
    field_order = (
        "label",
        "street",
        "house_number",
        "addition",
        "postcode",
        "city",
        "country",
        "is_delivery_default",
        "is_billing",
    )

    def __init__(self, data: Any = None, *, address: Address | None = None) -> None:
        facts = {name: getattr(address, name) for name in self.base_fields} if address else None
        super().__init__(data, initial=facts)


class InvitationForm(forms.Form):
    """Whom to ask, and for which role."""

    email = forms.EmailField(
        label=_("E-mail address of your colleague"),
        help_text=_("We send an invitation that is valid for seven days. Tell your colleague first."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    role = forms.ChoiceField(
        label=_("Role"),
        choices=Membership.Role.choices,
        initial=Membership.Role.BUYER,
        widget=forms.RadioSelect,
    )

    def __init__(self, data: Any = None, *, practice: Practice) -> None:
        self._practice = practice
        super().__init__(data)

    def clean_email(self) -> str:
        """Somebody who does not work there already."""
        email = str(self.cleaned_data["email"]).lower()
        there = Membership.objects.filter(practice=self._practice, is_active=True, user__email__iexact=email)
        if there.exists():
            raise ValidationError(_("This colleague is in the list already."))
        return email


class RoleForm(forms.Form):
    """Another role for a colleague, and up to which amount they order by themselves."""

    role = forms.ChoiceField(label=_("Role"), choices=Membership.Role.choices)
    order_limit = forms.DecimalField(
        label=_("Orders by themselves up to this amount, including VAT"),
        max_digits=9,
        decimal_places=2,
        min_value=0,
        required=False,
        localize=True,
        help_text=_("What is above it waits for a manager's yes. Leave it empty for no limit."),
    )

    def order_limit_cents(self) -> int | None:
        """The limit in cents; None for no limit."""
        limit = self.cleaned_data["order_limit"]
        return None if limit is None else int(limit * 100)
