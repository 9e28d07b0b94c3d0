"""The words of the law, as far as this house uses them: the only file with legal constants in it."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Basis(StrEnum):
    """Why we may use personal data at all (GDPR art. 6(1))."""

    CONSENT = "consent"
    CONTRACT = "contract"
    LEGAL = "legal obligation"
    INTEREST = "legitimate interest"


@dataclass(frozen=True, slots=True)
class Purpose:
    """Something we use data for, and on which ground."""

    code: str
    label: str | Promise
    basis: Basis
    law: str = ""


ACCOUNT = Purpose("account", _("Keeping your account"), Basis.CONTRACT)
ORDER = Purpose("order", _("Carrying out an order"), Basis.CONTRACT)
DELIVERY = Purpose("delivery", _("Bringing a parcel"), Basis.CONTRACT)
PAYMENT = Purpose("payment", _("Taking a payment"), Basis.CONTRACT)
BOOKS = Purpose("books", _("Keeping the books that the law asks for"), Basis.LEGAL, law="AWR art. 52")
TRACING = Purpose(
    "tracing", _("Tracing medical devices"), Basis.LEGAL, law="Regulation (EU) 2017/745 art. 25"
)
SECURITY = Purpose("security", _("Preventing fraud and misuse"), Basis.INTEREST)
ACCOUNTABILITY = Purpose(
    "accountability", _("Showing that we keep the rules"), Basis.LEGAL, law="GDPR art. 5(2)"
)
PURPOSES = {
    purpose.code: purpose
    for purpose in (ACCOUNT, ORDER, DELIVERY, PAYMENT, BOOKS, TRACING, SECURITY, ACCOUNTABILITY)
}


class Category(StrEnum):
    """What kind of data a column holds."""

    IDENTITY = "identity"
    CONTACT = "contact"
    ADDRESS = "address"
    COMPANY = "company"
    CREDENTIAL = "credential"
    CHOICE = "choice"
    ORDER = "order"
    PAYMENT = "payment"
    INVOICE = "invoice"
    DELIVERY = "delivery"
    FREE_TEXT = "free text"
    TECHNICAL = "technical"
    LINK = "link"


class Erase(StrEnum):
    """What an erasure does with a column."""

    DELETE_ROW = "delete the row"
    BLANK = "make it empty"
    UNLINK = "cut the link"
    DELETE_FILE = "delete the file"
    KEEP = "keep until the legal period ends"


@dataclass(frozen=True, slots=True)
class Keep:
    """How long data stays: a period after a moment on the row."""

    years: int = 0
    days: int = 0
    after: str = ""
    is_fiscal: bool = False
    law: str = ""


WHILE_ACTIVE = Keep(years=3, after="last sign-in")
FISCAL = Keep(years=7, after="issued, settled or credited", is_fiscal=True, law="AWR art. 52")
CLAIMS = Keep(years=2, after="the order is closed")
SHORT = Keep(days=90, after="recorded")
ONE_YEAR = Keep(years=1, after="recorded")


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody outside who gets data: who, where, and at most which fields."""

    code: str
    name: str | Promise
    country: str
    purpose: Purpose
    gets: frozenset[str]


_COURIER_FIELDS = frozenset(
    {
        "first_name",
        "last_name",
        "practice",
        "street",
        "house_number",
        "addition",
        "postcode",
        "city",
        "country",
    }
)
POSTNL = Recipient("postnl", "PostNL", "NL", DELIVERY, _COURIER_FIELDS)
DHL = Recipient("dhl", "DHL eCommerce", "NL", DELIVERY, _COURIER_FIELDS)
DPD = Recipient("dpd", "DPD", "NL", DELIVERY, _COURIER_FIELDS)
MANUAL = Recipient("manual", _("Own delivery"), "NL", DELIVERY, _COURIER_FIELDS)
MOLLIE = Recipient("mollie", "Mollie B.V.", "NL", PAYMENT, frozenset({"order_number", "amount", "practice"}))
BREVO = Recipient("brevo", "Brevo", "FR", ORDER, frozenset({"email", "content"}))
VIES = Recipient("vies", _("VIES (European Commission)"), "BE", BOOKS, frozenset({"vat_id"}))
RECIPIENTS = {one.code: one for one in (POSTNL, DHL, DPD, MANUAL, MOLLIE, BREVO, VIES)}

EEA = frozenset(
    country
    for group in (
        ("AT", "BE", "BG", "HR", "CY", "CZ", "DK", "EE", "FI", "FR", "DE", "GR", "HU", "IE", "IT"),
        ("LV", "LT", "LU", "MT", "NL", "PL", "PT", "RO", "SK", "SI", "ES", "SE"),
        ("IS", "LI", "NO"),
    )
    for country in group
)
