"""Why a file is no statement that can be booked, in words for the desk."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_REASONS: dict[str, Promise] = {
    "too-large": _("This file is larger than 20 MB. Please take a shorter period."),
    "empty": _("There is no transfer in this file."),
    "other-account": _("This is a statement of another account than ours; nothing was read."),
    "other-currency": _("There is money in this file that is not in euros; nothing was read."),
    "no-statement": _("This is no CAMT.053 or MT940 statement."),
    "broken": _("This file is damaged: it cannot be read to its end. Nothing was read."),
}


def why(reason: str) -> str:
    """What to tell whoever gave the file."""
    return str(_REASONS[reason])
