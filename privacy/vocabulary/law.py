"""What the law calls things, how long it gives us, and which articles we refer to."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _


class Basis(StrEnum):
    """Why we may use personal data at all (GDPR art. 6(1))."""

    CONSENT = "consent"
    CONTRACT = "contract"
    LEGAL = "legal obligation"
    INTEREST = "legitimate interest"


ANSWER_MONTHS = 1  # GDPR art. 12(3)
EXTENSION_MONTHS = 2  # GDPR art. 12(3), with reasons inside the first month
BREACH_HOURS = 72  # GDPR art. 33(1), from the moment we know
SILENCE_MONTHS = 6  # our own bound: no order to keep silent lasts longer without a new one
UNPROVEN_DAYS = 30  # so long we wait for somebody to show who they are
RIGHTS = {
    "access": "GDPR art. 15(1)",
    "copy": "GDPR art. 15(3)",
    "portability": "GDPR art. 20",
    "correction": "GDPR art. 16",
    "erasure": "GDPR art. 17",
    "restriction": "GDPR art. 18",
    "objection": "GDPR art. 21",
    "complaint": "GDPR art. 12(2)",
    "question": "GDPR art. 12(2)",
}
RESTRICTION_GROUNDS = {
    "a": _("The data may be wrong, and is being checked."),
    "b": _("The use is unlawful, and the person does not want erasure."),
    "c": _("We need the data no longer, the person needs them for a claim."),
    "d": _("The person objected, and the interests are being weighed."),
}
REFUSALS = {
    "GDPR art. 12(5)(b)": _("manifestly unfounded or excessive"),
    "GDPR art. 11(2)": _("we cannot tell who this is"),
    "GDPR art. 15(4)": _("it would harm the rights of others"),
    "GDPR art. 16": _("the data are right"),
    "GDPR art. 17(3)(b)": _("a legal duty to keep them"),
    "GDPR art. 17(3)(e)": _("needed for a legal claim"),
    "GDPR art. 18(1)": _("none of the grounds is there"),
    "GDPR art. 20(1)": _("the data were not given by this person, or not on that ground"),
    "GDPR art. 21(1)": _("compelling grounds weigh heavier"),
    "GDPR art. 12(4)": _("another reason, explained in the letter"),
}
EEA = frozenset(
    country
    for group in (
        ("AT", "BE", "BG", "HR", "CY", "CZ", "DK", "EE", "FI", "FR", "DE", "GR", "HU", "IE", "IT"),
        ("LV", "LT", "LU", "MT", "NL", "PL", "PT", "RO", "SK", "SI", "ES", "SE"),
        ("IS", "LI", "NO"),
    )
    for country in group
)
