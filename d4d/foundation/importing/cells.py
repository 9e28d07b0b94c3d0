"""What stands in a cell, as the house keeps it: each parser takes text and raises WrongCell."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from d4d.foundation.importing.limits import MOST_IN_A_CELL
from d4d.foundation.importing.wrong import WrongCell

Parser = Callable[[str], Any]

_FORMULA = re.compile(r"[=@\t\r|%]|[+-](?![\d\s().,-]*$)")
_WHOLE = re.compile(r"\d{1,9}(?:[.,]0+)?")
_AMOUNT = re.compile(r"-?\d{1,12}(?:[.,]\d{1,4})?")
_YES = {"ja", "yes", "j", "y", "1", "true", "waar"}
_NO = {"nee", "no", "n", "0", "false", "onwaar"}


def text(most: int = MOST_IN_A_CELL) -> Parser:
    """Plain words of at most so many characters; what a spreadsheet takes for a formula is refused."""

    def parse(cell: str) -> str:
        if _FORMULA.match(cell):
            raise WrongCell(_("This looks like a formula. Please paste it as plain text."))
        if any(ord(sign) < 32 and sign not in "\n\r\t" for sign in cell):
            raise WrongCell(_("There are signs in this cell that cannot be kept."))
        if len(cell) > most:
            raise WrongCell(_("This is longer than %(most)s characters.") % {"most": most})
        return cell

    return parse


def whole(cell: str) -> int:
    """Nought or more pieces."""
    if not _WHOLE.fullmatch(cell):
        raise WrongCell(_("Enter a whole number, nought or more."))
    return int(re.split("[.,]", cell)[0])


def price(cell: str) -> int:
    """An amount in euros with at most four decimals, in ten-thousandths: 12,50 is 125000."""
    amount = _amount(cell)
    if amount < 0:
        raise WrongCell(_("A price is not negative."))
    return int(amount * 10_000)


def cents(cell: str) -> int:
    """An amount in euros with at most two decimals, in cents; may be negative."""
    amount = _amount(cell) * 100
    if amount != int(amount):
        raise WrongCell(_("Enter an amount in euros, such as 12,50."))
    return int(amount)


def day(cell: str) -> date:
    """A day, as 2026-12-31 or 31-12-2026."""
    for form in ("%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y", "%Y-%m-%d %H:%M:%S"):
        try:
            return datetime.strptime(cell, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    raise WrongCell(_("Enter a day, such as 31-12-2026."))


def yes_or_no(cell: str) -> bool:
    """Yes or no, in Dutch or English."""
    said = cell.lower()
    if said not in _YES | _NO:
        raise WrongCell(_("Enter yes or no."))
    return said in _YES


def email(cell: str) -> str:
    """An e-mail address, in small letters."""
    try:
        validate_email(cell)
    except ValidationError:
        raise WrongCell(_("This is no e-mail address.")) from None
    return cell.lower()


def one_of(choices: Mapping[str, str]) -> Parser:
    """One of some words."""
    known = {word.lower(): value for word, value in choices.items()}

    def parse(cell: str) -> str:
        if cell.lower() not in known:
            raise WrongCell(_("Choose one of: %(choices)s.") % {"choices": ", ".join(choices)})
        return known[cell.lower()]

    return parse


def checked(check: Callable[[str], str]) -> Parser:
    """A number that another room brings to its one form, or refuses in its own words."""

    def parse(cell: str) -> str:
        try:
            return check(cell)
        except ValidationError as refusal:
            raise WrongCell(" ".join(refusal.messages)) from None

    return parse


def _amount(cell: str) -> Decimal:
    bare = cell.removeprefix("€").strip()
    if not _AMOUNT.fullmatch(bare):
        raise WrongCell(_("Enter an amount in euros, such as 12,50."))
    return Decimal(bare.replace(",", "."))
