"""Registration in three short pages; what was answered travels along until everything is there."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.forms.fields import (
    AddressQuestions,
    CompanyQuestions,
    Line,
    PersonQuestions,
    clean_postcode,
    known_country,
    text_input,
)
from accounts.models import Country, User
from accounts.services import NewAddress, NewPerson, NewPractice
from privacy import consent

_COMPANY = ("name", "kind", "phone", "kvk_number", "is_unregistered", "vat_id")
_ADDRESS = ("street", "house_number", "addition", "postcode", "city")
_PERSON = ("salutation", "first_name", "last_name", "username", "email", "password", "objects_to_news")


class CompanyStep(CompanyQuestions):
    """Page one: the practice."""

    title = _("Your practice")
    country = forms.ChoiceField(
        label=_("Country"),
        choices=Country.choices,
        initial=Country.NL,
        help_text=_("Where the practice is; it decides how we read your numbers."),
        widget=forms.Select(attrs={"autocomplete": "country"}),
    )
    field_order = ("name", "kind", "country", "kvk_number", "is_unregistered", "vat_id", "phone")


class AddressStep(AddressQuestions):
    """Page two: where parcels and invoices go."""

    title = _("Address and invoices")
    billing_email = forms.EmailField(
        label=_("E-mail address for invoices"),
        help_text=_("Your invoices are sent here, and nothing else."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    invoice_elsewhere = forms.BooleanField(label=_("The invoice address is another one"), required=False)
    invoice_street = Line(
        label=_("Street"),
        max_length=80,
        help_text=_("The invoice address stands on your invoices."),
        widget=text_input("off"),
    )
    invoice_house_number = Line(label=_("House number"), max_length=10, widget=text_input("off", size="6"))
    invoice_addition = Line(
        label=_("Addition"), required=False, max_length=10, widget=text_input("off", size="6")
    )
    invoice_postcode = Line(label=_("Postcode"), max_length=12, widget=text_input("off", size="8"))
    invoice_city = Line(label=_("Place"), max_length=60, widget=text_input("off"))
    invoice_country = forms.ChoiceField(label=_("Country"), choices=Country.choices)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.is_bound and not self.data.get("invoice_elsewhere"):
            for name in (*_ADDRESS, "country"):
                self.fields[f"invoice_{name}"].required = False

    def clean(self) -> dict[str, Any]:
        """A second address has the postcode of its own country."""
        data = super().clean()
        if data.get("invoice_elsewhere"):
            clean_postcode(self, "invoice_postcode", known_country(data.get("invoice_country")))
        return data


class PersonStep(PersonQuestions):
    """Page three: who registers, and how they sign in."""

    title = _("You")
    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("You sign in with it, and we send the news about your orders here."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    password = forms.CharField(
        label=_("Password"),
        max_length=256,
        strip=False,
        help_text=_("At least 12 characters; a sentence of your own works well."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    objects_to_news = forms.BooleanField(
        label=consent.words(consent.AT_REGISTRATION),
        required=False,
        help_text=_(
            "You hear of our products only once you are a customer. You can end it at any time, here, "
            "in your account and in every message."
        ),
    )
    field_order = _PERSON

    def clean_email(self) -> str:
        """Addresses are kept in small letters."""
        return str(self.cleaned_data["email"]).lower()

    def clean(self) -> dict[str, Any]:
        """A password that nobody guesses from what was just filled in."""
        data = super().clean() or self.cleaned_data
        if password := data.get("password"):
            person = User(
                **{name: data.get(name) or "" for name in ("first_name", "last_name", "email", "username")}
            )
            try:
                validate_password(password, person)
            except ValidationError as error:
                self.add_error("password", error)
        return data


STEPS: tuple[type[CompanyStep | AddressStep | PersonStep], ...] = (CompanyStep, AddressStep, PersonStep)


def practice_of(company: CompanyStep, address: AddressStep) -> NewPractice:
    """The practice as two valid pages describe it."""
    answers = {name: company.cleaned_data[name] for name in _COMPANY}
    return NewPractice(**answers, billing_email=address.cleaned_data["billing_email"].lower())


def addresses_of(address: AddressStep) -> tuple[NewAddress, NewAddress | None]:
    """The practice's address, and the invoice address when that is another."""
    data = address.cleaned_data
    main = NewAddress(**{name: data[name] for name in _ADDRESS}, country=address.ruling_country())
    if not data["invoice_elsewhere"]:
        return main, None
    other = {name: data[f"invoice_{name}"] for name in (*_ADDRESS, "country")}
    return main, NewAddress(**other)


def person_of(form: PersonStep, language: str) -> NewPerson:
    """The person as a valid page describes them."""
    known = language if language in User.Language.values else User.Language.DUTCH
    return NewPerson(**{name: form.cleaned_data[name] for name in _PERSON}, language=known)
