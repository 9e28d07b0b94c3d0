"""Numbers as people type them, brought to the one form in which we keep them; wrong ones are refused."""

import re
from collections.abc import Callable

import phonenumbers
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from stdnum.eu import vat
from stdnum.exceptions import ValidationError as WrongNumber
from stdnum.iso7064 import mod_97_10
from stdnum.nl import bsn, postcode

ByCountry = Callable[[str, str], str]

_NOISE = re.compile(r"[\s.\-/]+")
_POSTCODES = {
    "BE": (r"[1-9]\d{3}", "1000"),
    "DE": (r"\d{5}", "10115"),
    "FR": (r"\d{5}", "75001"),
    "LU": (r"(?:L-?)?(\d{4})", "1111"),
}
# Tax numbers of legal bodies begin so; those of people do not (unverified outside practice).
_OF_A_BODY = ("00", "8")


def kvk_number(text: str) -> str:
    """The eight digits of the Dutch trade register; raises ValidationError."""
    digits = _NOISE.sub("", text)
    if re.fullmatch(r"\d{12}", digits):
        raise ValidationError(
            _("This is a branch number of 12 digits. Please give the KvK number of 8 digits.")
        )
    if not re.fullmatch(r"\d{8}", digits) or digits == "00000000":
        raise ValidationError(_("A KvK number has 8 digits, such as 12345678."))
    return digits


def vat_id(text: str, country: str) -> str:
    """A VAT number with its country in front; raises ValidationError.

    A Dutch number that is also somebody's citizen service number is refused: we may not hold it.
    """
    compact = _NOISE.sub("", text).upper()
    if not compact[:2].isalpha():
        compact = f"{country}{compact}"
    try:
        number = str(vat.validate(compact))
    except WrongNumber:
        raise ValidationError(
            _("This VAT number is not right. A Dutch one looks like NL123456789B01; please check it.")
        ) from None
    if number.startswith("NL") and _names_a_citizen(number):
        raise ValidationError(
            _(
                "This number seems to hold a citizen service number, which we may not keep. "
                "Please give the btw-id that the tax office sent you for use on invoices."
            )
        )
    return number


def postal_code(text: str, country: str) -> str:
    """A postcode as that country writes it; raises ValidationError."""
    if country == "NL":
        try:
            return str(postcode.validate(text))
        except WrongNumber:
            raise ValidationError(_("A Dutch postcode looks like 5242 HT.")) from None
    pattern, example = _POSTCODES[country]
    found = re.fullmatch(pattern, _NOISE.sub("", text).upper())
    if not found:
        raise ValidationError(
            _("A postcode in this country looks like %(example)s."), params={"example": example}
        )
    return found[found.re.groups]


def phone(text: str, country: str) -> str:
    """A telephone number in E.164 (+31735551234); raises ValidationError."""
    try:
        number = phonenumbers.parse(text, country)
    except phonenumbers.NumberParseException:
        number = None
    if number is None or not phonenumbers.is_valid_number(number):
        raise ValidationError(
            _("This is not a telephone number. An example: 073 555 12 34 or +32 2 555 12 12.")
        )
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _names_a_citizen(number: str) -> bool:
    """Whether only the check of citizen service numbers fits, and no legal body has such numbers."""
    digits = number[2:11]
    return bsn.is_valid(digits) and not mod_97_10.is_valid(number) and not digits.startswith(_OF_A_BODY)
