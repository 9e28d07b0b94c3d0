"""Every cookie and other thing we leave in a browser. All of it is needed: so there is no banner.

Telecommunicatiewet art. 11.7a(3): what is strictly needed for a service that somebody asks for needs no
consent.
"""

from dataclasses import dataclass

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Cookie:
    """Something in a browser: its name, what it is for, and how long it stays."""

    name: str
    purpose: str | Promise
    stays: str | Promise


def inventory() -> list[Cookie]:
    """All that we leave behind, under the names of this very installation."""
    return [
        Cookie(
            settings.SESSION_COOKIE_NAME,
            _("Keeps you signed in and remembers your cart."),
            _("14 days after your last visit, or until you sign out"),
        ),
        Cookie(
            settings.CSRF_COOKIE_NAME,
            _("Makes sure that a form was sent by you and not by another site."),
            _("1 year"),
        ),
        Cookie(
            settings.LANGUAGE_COOKIE_NAME,
            _("Remembers the language that you chose."),
            _("until you close your browser"),
        ),
        Cookie(
            "known-browser",
            _(
                "Recognises a browser in which you signed in before: a stranger who guesses at your "
                "password cannot lock you out there."
            ),
            _("180 days"),
        ),
    ]
