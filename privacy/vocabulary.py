"""The words of the law, as far as this house uses them: the only file with legal constants in it."""

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Basis(StrEnum):
    """Why we may use personal data at all (GDPR art. 6(1))."""

    CONSENT = "consent"
    CONTRACT = "contract"
    LEGAL = "legal obligation"
    INTEREST = "legitimate interest"


class Channel(StrEnum):
    """The way by which a purpose reaches somebody; each is consented to by itself."""

    EMAIL = "email"
    SMS = "sms"
    PHONE = "phone"
    SITE = "site"
    PARTNERS = "partners"


@dataclass(frozen=True, slots=True)
class Purpose:
    """Something we use data for, and on which ground; `interest` says which legitimate one that is.

    What needs consent names the channels on which it is asked, and those on which customers may be reached
    who did not object when they bought (Telecommunicatiewet art. 11.7(3)).
    """

    code: str
    label: str | Promise
    basis: Basis
    law: str = ""
    interest: str | Promise = ""
    channels: tuple[Channel, ...] = ()
    for_customers: tuple[Channel, ...] = ()


ACCOUNT = Purpose("account", _("Keeping your account"), Basis.CONTRACT)
ORDER = Purpose("order", _("Carrying out an order"), Basis.CONTRACT)
DELIVERY = Purpose("delivery", _("Bringing a parcel"), Basis.CONTRACT)
PAYMENT = Purpose("payment", _("Taking a payment"), Basis.CONTRACT)
BOOKS = Purpose("books", _("Keeping the books that the law asks for"), Basis.LEGAL, law="AWR art. 52")
TRACING = Purpose(
    "tracing", _("Tracing medical devices"), Basis.LEGAL, law="Regulation (EU) 2017/745 art. 25"
)
SECURITY = Purpose(
    "security",
    _("Preventing fraud and misuse"),
    Basis.INTEREST,
    interest=_("that nobody orders in your name and nobody breaks in"),
)
ACCOUNTABILITY = Purpose(
    "accountability", _("Showing that we keep the rules"), Basis.LEGAL, law="GDPR art. 5(2)"
)
CLAIM = Purpose(
    "claim",
    _("Establishing, exercising or defending a legal claim"),
    Basis.INTEREST,
    interest=_("that what is owed is paid and a dispute can be settled"),
)
SUPPORT = Purpose("support", _("Solving a problem with a product"), Basis.CONTRACT)
MAINTENANCE = Purpose("maintenance", _("Maintaining and repairing devices"), Basis.CONTRACT)
MANAGEMENT = Purpose(
    "management",
    _("Running our company and its group"),
    Basis.INTEREST,
    interest=_("that the company can be led, insured and audited"),
)
AUTHORITIES = Purpose(
    "authorities",
    _("Answering an authority that may demand data"),
    Basis.LEGAL,
    law="GDPR art. 6(1)(c) with the statute that the authority names",
)
_LETTERS = (Channel.EMAIL, Channel.SMS)
NEWSLETTER = Purpose(
    "newsletter",
    _("News about our products"),
    Basis.CONSENT,
    law="Tw art. 11.7",
    channels=(*_LETTERS, Channel.PHONE),
    for_customers=_LETTERS,
)
SURVEY = Purpose(
    "survey",
    _("Asking how satisfied you are"),
    Basis.CONSENT,
    law="Tw art. 11.7",
    channels=(*_LETTERS, Channel.PHONE),
    for_customers=_LETTERS,
)
STATISTICS = Purpose(
    "statistics",
    _("Counting how the site is used"),
    Basis.CONSENT,
    law="Tw art. 11.7a",
    channels=(Channel.SITE,),
)
PERSONALISATION = Purpose(
    "personalisation", _("Fitting the shop to what you look at"), Basis.CONSENT, channels=(Channel.SITE,)
)
PARTNERS = Purpose(
    "partners", _("Passing on your data to partners"), Basis.CONSENT, channels=(Channel.PARTNERS,)
)
PURPOSES = {
    purpose.code: purpose
    for purpose in (
        ACCOUNT,
        ORDER,
        DELIVERY,
        PAYMENT,
        BOOKS,
        TRACING,
        SECURITY,
        ACCOUNTABILITY,
        CLAIM,
        SUPPORT,
        MAINTENANCE,
        MANAGEMENT,
        AUTHORITIES,
        NEWSLETTER,
        SURVEY,
        STATISTICS,
        PERSONALISATION,
        PARTNERS,
    )
}


# What goes on while somebody's data is restricted (GDPR art. 18(2)): legal duties, and claims.
PASSES_RESTRICTION = frozenset(
    {one.code for one in PURPOSES.values() if one.basis is Basis.LEGAL} | {"claim"}
)

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
    """What happens to a column when somebody is erased, or when its period is over."""

    DELETE_ROW = "delete the row"
    BLANK = "make it empty"
    UNLINK = "cut the link"
    DELETE_FILE = "delete the file"
    KEEP = "keep until the legal period ends"
    WHEN_UNUSED = "delete the row as soon as nothing refers to it"


@dataclass(frozen=True, slots=True)
class Keep:
    """How long data stays: a period after a moment that stands on the row, or as long as the person.

    `after` says in words from when it counts, `since` is the path of fields to that day or moment
    ("closed_at", "order__closed_at"). A fiscal period counts from the end of that financial year. Data that
    lives `with_person` has no moment of its own: it goes when the person or practice is erased, at the
    latest when nobody used the account for this period.
    """

    years: int = 0
    days: int = 0
    after: str = ""
    since: str = ""
    is_fiscal: bool = False
    with_person: bool = False
    law: str = ""

    def counted_from(self, path: str) -> "Keep":
        """The same period, counted from a field of a particular table."""
        return replace(self, since=path)

    def cutoff(self, as_of: date) -> date:
        """Rows whose moment lies before this day are due on `as_of`."""
        if self.is_fiscal:
            return date(as_of.year - self.years, 1, 1)
        year = as_of.year - self.years
        day = min(as_of.day, monthrange(year, as_of.month)[1])
        return date(year, as_of.month, day) - timedelta(days=self.days)

    def until(self, moment: date) -> date:
        """The first day on which data of this moment is due."""
        if self.is_fiscal:
            return date(moment.year + self.years + 1, 1, 1)
        due = moment + timedelta(days=self.days + 1)
        year = due.year + self.years
        if due.day > monthrange(year, due.month)[1]:  # 29 February in a common year
            return date(year, 3, 1)
        return date(year, due.month, due.day)


WHILE_ACTIVE = Keep(years=3, after="last sign-in", with_person=True)
FISCAL = Keep(years=7, after="issued, settled or credited", is_fiscal=True, law="AWR art. 52")
CLAIMS = Keep(years=2, after="the order is closed")
SHORT = Keep(days=90, after="recorded")
ONE_YEAR = Keep(years=1, after="recorded")
# A consent older than this is not relied on any more; what was sent on it can be proved as long again.
CONSENT_LASTS = Keep(years=5, after="recorded", law="GDPR art. 7(1)")
CONSENT_PROOF = Keep(years=10, after="recorded", law="GDPR art. 7(1)")


OPENING = date(2025, 1, 1)


class Role(StrEnum):
    """What a recipient is to the law."""

    PROCESSOR = "processor"
    CONTROLLER = "controller"
    AUTHORITY = "authority"


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody outside who gets data: who, where, at most which fields, and from when until when.

    One that is no longer used keeps its line, with its last day: people may still ask who had their data.
    """

    code: str
    name: str | Promise
    country: str
    purpose: Purpose
    gets: frozenset[str]
    role: Role = Role.CONTROLLER
    since: date = OPENING
    until: date | None = None

    def is_used_on(self, day: date) -> bool:
        """Whether they get anything on this day; who was there from the beginning has no first day."""
        has_begun = self.since == OPENING or self.since <= day
        return has_begun and (self.until is None or day <= self.until)


_NAME = frozenset({"first_name", "last_name"})
_ADDRESS = frozenset({"practice", "street", "house_number", "addition", "postcode", "city", "country"})
_COURIER_FIELDS = _NAME | _ADDRESS
_DEBT = frozenset({"customer_number", "kvk_number", "invoice_number", "invoice_date", "due_on", "amount"})
POSTNL = Recipient("postnl", "PostNL", "NL", DELIVERY, _COURIER_FIELDS)
DHL = Recipient("dhl", "DHL eCommerce", "NL", DELIVERY, _COURIER_FIELDS)
DPD = Recipient("dpd", "DPD", "NL", DELIVERY, _COURIER_FIELDS)
MANUAL = Recipient("manual", _("Own delivery"), "NL", DELIVERY, _COURIER_FIELDS)
MOLLIE = Recipient("mollie", "Mollie B.V.", "NL", PAYMENT, frozenset({"order_number", "amount", "practice"}))
BREVO = Recipient("brevo", "Brevo", "FR", ORDER, frozenset({"email", "content"}), Role.PROCESSOR)
VIES = Recipient("vies", _("VIES (European Commission)"), "BE", BOOKS, frozenset({"vat_id"}), Role.AUTHORITY)
SPRYNG = Recipient("spryng", "Spryng", "NL", NEWSLETTER, frozenset({"phone", "content"}), Role.PROCESSOR)
COLLECTION = Recipient("collection", _("Collection agency"), "NL", CLAIM, _ADDRESS | _DEBT)
SUPPLIER = Recipient(
    "supplier",
    _("Supplier of the product"),
    "NL",
    SUPPORT,
    _NAME | {"practice", "customer_number", "serial_number"},
)
LAWYER = Recipient(
    "lawyer", _("Lawyer"), "NL", CLAIM, _NAME | _ADDRESS | _DEBT | {"email", "phone", "order_number"}
)
INSURER = Recipient(
    "insurer",
    _("Insurer"),
    "NL",
    CLAIM,
    frozenset({"practice", "customer_number", "serial_number", "amount"}),
)
ACCOUNTANT = Recipient("accountant", _("Accountant"), "NL", BOOKS, _DEBT | {"practice", "vat_id"})
GROUP = Recipient(
    "group", _("Group company"), "NL", MANAGEMENT, frozenset({"practice", "customer_number", "amount"})
)
AUTHORITY = Recipient(
    "authority",
    _("Police, justice or another authority"),
    "NL",
    AUTHORITIES,
    _NAME | _ADDRESS | _DEBT | {"email", "phone", "vat_id", "order_number"},
    Role.AUTHORITY,
)
RECIPIENTS = {
    one.code: one
    for one in (
        POSTNL,
        DHL,
        DPD,
        MANUAL,
        MOLLIE,
        BREVO,
        SPRYNG,
        VIES,
        COLLECTION,
        SUPPLIER,
        LAWYER,
        INSURER,
        ACCOUNTANT,
        GROUP,
        AUTHORITY,
    )
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
