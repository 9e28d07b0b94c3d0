"""Questions that come back on several pages, each with the reason why we ask."""

import re
from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts import numbers
from accounts.models import Country, Practice, User


class Line(forms.CharField):
    """One line of text, its spaces in order."""

    def to_python(self, value: Any) -> str:
        """The text without line breaks or double spaces."""
        return " ".join(str(super().to_python(value)).split())


def text_input(autocomplete: str, **attributes: str) -> forms.TextInput:
    """A line to type on that browsers may fill in."""
    return forms.TextInput(attrs={"autocomplete": autocomplete, **attributes})


class CompanyQuestions(forms.Form):
    """Which company it is; asked at registration and shown under its data afterwards."""

    name = Line(
        label=_("Company name"),
        max_length=120,
        help_text=_("As it must stand on your invoices."),
        widget=text_input("organization"),
    )
    kind = forms.ChoiceField(
        label=_("Type of organisation"),
        choices=[("", _("Please choose")), *Practice.Kind.choices],
        help_text=_("Some products may be sold to certain professionals only."),
    )
    kvk_number = Line(
        label=_("KvK number"),
        max_length=20,
        help_text=_("Needed for every Dutch company: it belongs on an electronic invoice. 8 digits."),
        widget=text_input("off", inputmode="numeric"),
        error_messages={
            "required": _("Please give your KvK number, or tick that you are not in the trade register.")
        },
    )
    is_unregistered = forms.BooleanField(
        label=_("We are not in the trade register (niet ingeschreven)"),
        required=False,
        help_text=_("You then get your invoices as PDF only."),
    )
    vat_id = Line(
        label=_("VAT number (btw-id)"),
        required=False,
        max_length=24,
        help_text=_(
            "Only if you have one. It stands on your invoices; outside the Netherlands it decides the VAT."
        ),
        widget=text_input("off", spellcheck="false"),
    )
    phone = Line(
        label=_("Telephone number of the practice"),
        required=False,
        max_length=30,
        help_text=_(
            "So that we can reach you when something is wrong with an order. Couriers do not get it."
        ),
        widget=text_input("tel", type="tel"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.is_bound and (self.data.get("is_unregistered") or self.ruling_country() != Country.NL):
            self.fields["kvk_number"].required = False

    def ruling_country(self) -> str:
        """The country by whose rules the numbers are read."""
        return known_country(self.data.get("country"))

    def clean(self) -> dict[str, Any]:
        """Numbers in the form in which they are kept."""
        data = super().clean() or self.cleaned_data
        if data.get("vat_id"):
            self._read("vat_id", lambda text: numbers.vat_id(text, self.ruling_country()))
        if data.get("phone"):
            self._read("phone", lambda text: numbers.phone(text, self.ruling_country()))
        if data.get("kvk_number") and data.get("is_unregistered"):
            self.add_error("kvk_number", _("Leave this empty, or take away the tick below it."))
        elif data.get("kvk_number"):
            self._read("kvk_number", numbers.kvk_number)
        return data

    def _read(self, name: str, read: Callable[[str], str]) -> None:
        try:
            self.cleaned_data[name] = read(self.cleaned_data[name])
        except ValidationError as error:
            self.add_error(name, error)


class AddressQuestions(forms.Form):
    """One address, in the order in which the Dutch write it."""

    street = Line(
        label=_("Street"),
        max_length=80,
        help_text=_("Where your parcels or invoices go."),
        widget=text_input("address-line1"),
    )
    house_number = Line(
        label=_("House number"), max_length=10, widget=text_input("off", size="6", inputmode="numeric")
    )
    addition = Line(label=_("Addition"), required=False, max_length=10, widget=text_input("off", size="6"))
    postcode = Line(label=_("Postcode"), max_length=12, widget=text_input("postal-code", size="8"))
    city = Line(label=_("Place"), max_length=60, widget=text_input("address-level2"))

    def ruling_country(self) -> str:
        """The country whose postcodes count."""
        return known_country(self.data.get("country"))

    def clean_house_number(self) -> str:
        """A house number begins with a figure."""
        number = str(self.cleaned_data["house_number"])
        if not number[:1].isdigit():
            raise ValidationError(_("A house number begins with a figure."))
        return number

    def clean(self) -> dict[str, Any]:
        """The postcode as its country writes it."""
        data = super().clean() or self.cleaned_data
        clean_postcode(self, "postcode", self.ruling_country())
        return data


class PersonQuestions(forms.Form):
    """Who somebody is."""

    own_id = 0
    salutation = forms.ChoiceField(
        label=_("Salutation"),
        required=False,
        choices=User.Salutation.choices,
        help_text=_("How we address you in a letter."),
    )
    first_name = Line(
        label=_("First name"),
        max_length=150,
        help_text=_("Stands on your parcels."),
        widget=text_input("given-name"),
    )
    last_name = Line(
        label=_("Last name"),
        max_length=150,
        help_text=_("Stands on your parcels, and in our letters to you."),
        widget=text_input("family-name"),
    )
    username = Line(
        label=_("User name"),
        required=False,
        max_length=40,
        help_text=_(
            "If you would rather not sign in with your e-mail address. Letters, figures, dots and hyphens."
        ),
        widget=text_input("username", spellcheck="false", autocapitalize="none"),
    )

    def clean_username(self) -> str | None:
        """A user name that nobody has, without an @, in small letters."""
        name = str(self.cleaned_data["username"]).lower()
        if not name:
            return None
        if not re.fullmatch(r"[\w.-]{3,40}", name):
            raise ValidationError(_("A user name has 3 to 40 letters, figures, dots or hyphens, and no @."))
        others = User.objects.filter(username__iexact=name)
        if others.exclude(pk=self.own_id).exists():
            raise ValidationError(_("This user name is taken. Please choose another."))
        return name


def known_country(code: object) -> str:
    """The country that was chosen, or the Netherlands."""
    return str(code) if code in Country.values else str(Country.NL)


def clean_postcode(form: forms.Form, name: str, country: str) -> None:
    """Bring the postcode of a form to the shape of its country, or say what is wrong."""
    if not form.cleaned_data.get(name):
        return
    try:
        form.cleaned_data[name] = numbers.postal_code(form.cleaned_data[name], country)
    except ValidationError as error:
        form.add_error(name, error)
