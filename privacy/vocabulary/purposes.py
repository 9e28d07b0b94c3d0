"""What we use personal data for: a closed list."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from privacy.vocabulary.law import Basis


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
