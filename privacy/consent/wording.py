"""The words in which people are asked. What was shown is kept exactly; other words are another version."""

from hashlib import sha256
from typing import TYPE_CHECKING

from django.db.models import Max
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from privacy.consent.offers import Pair, asked
from privacy.models import ConsentText

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

AT_REGISTRATION = "objection-registration"
AT_CHECKOUT = "objection-checkout"
COOKIE_BAR = "cookie-bar"

_NO_MAIL = _(
    "I do not want e-mails or text messages about your products, or questions about how satisfied I am."
)
_QUESTIONS: dict[str, "_StrPromise"] = {
    "newsletter-email": _("Yes, send me news about products and offers by e-mail."),
    "newsletter-sms": _("Yes, send me news about products and offers by text message."),
    "newsletter-phone": _("Yes, you may call me about products and offers."),
    "survey-email": _("Yes, ask me by e-mail now and then how satisfied I am."),
    "survey-sms": _("Yes, ask me by text message now and then how satisfied I am."),
    "survey-phone": _("Yes, you may call me now and then to ask how satisfied I am."),
    "statistics-site": _("Yes, you may count how I use the site."),
    "personalisation-site": _("Yes, remember what I look at and fit the shop to it."),
    "partners-partners": _("Yes, you may pass on my data to the partners named in the privacy statement."),
    AT_REGISTRATION: _NO_MAIL,
    AT_CHECKOUT: _NO_MAIL,
    COOKIE_BAR: _(
        "With your consent we count per day which kinds of pages are opened, to make the shop better. A "
        "random number is left in your browser for it, and only we see the totals. You can take your consent "
        "back at any time, at the foot of each page."
    ),
}


def code_of(pair: Pair) -> str:
    """The name of the question about a purpose on a channel."""
    purpose, channel = pair
    return f"{purpose.code}-{channel}"


def words(code: str) -> "_StrPromise":
    """The question itself, in the language of the page."""
    return _QUESTIONS[code]


def shown(code: str, locale: str) -> ConsentText:
    """The exact wording as somebody read it in a language; a new one gets the next version."""
    with translation.override(locale):
        return kept(code, locale, str(_QUESTIONS[code]))


def kept(code: str, locale: str, text: str) -> ConsentText:
    """Words as they were read, here or in a shop before this one; new ones get the next version."""
    digest = sha256(text.encode()).hexdigest()
    own = ConsentText.objects.filter(code=code, locale=locale)
    known = own.filter(sha256=digest).first()
    if known:
        return known
    version = (own.aggregate(last=Max("version"))["last"] or 0) + 1
    row = ConsentText(code=code, locale=locale, text=text, sha256=digest, version=version)
    ConsentText.objects.bulk_create([row], ignore_conflicts=True)
    return own.get(sha256=digest)


def edition(locale: str) -> str:
    """A mark of all questions as they stand now; a page that shows another one is out of date."""
    with translation.override(locale):
        said = "\n".join(f"{code_of(pair)}: {words(code_of(pair))}" for pair in asked())
    return sha256(said.encode()).hexdigest()[:16]
