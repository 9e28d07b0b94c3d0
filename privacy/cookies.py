"""Every cookie and other thing that we leave in a browser, and the choice about those not needed.

Telecommunicatiewet art. 11.7a(3): what is strictly needed for a service that somebody asks for needs no
consent. Nothing else is left unless staff switched statistics on and the visitor agreed.
"""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from privacy import statistics
from privacy.models import CookieChoice

CHOICE = "cookie-choice"
VISIT = "visit"
ASK_AGAIN_DAYS = 183
YES, NO = "yes", "no"


class Place(StrEnum):
    """Where in a browser something lies."""

    COOKIE = "cookie"
    STORAGE = "storage"


@dataclass(frozen=True, slots=True)
class Cookie:
    """Something in a browser: its name, what it is for, how long it stays, and whether it needs a yes."""

    name: str
    purpose: str | Promise
    stays: str | Promise
    place: Place = Place.COOKIE
    needs_consent: bool = False


def inventory() -> list[Cookie]:
    """All that we leave behind, under the names of this very installation, as the switch stands."""
    return [*_needed(), *_of_the_desk(), *(_of_statistics() if statistics.is_on() else [])]


def refuses_by_signal(request: HttpRequest) -> bool:
    """Whether the browser itself asks not to be followed (Global Privacy Control, Do Not Track)."""
    return "1" in {request.headers.get("Sec-GPC"), request.headers.get("DNT")}


def choice_of(request: HttpRequest) -> str:
    """What this browser chose in the last six months: yes, no, or nothing yet."""
    chosen = request.COOKIES.get(CHOICE, "")
    return chosen if chosen in {YES, NO} else ""


def must_ask(request: HttpRequest) -> bool:
    """Whether the bar belongs on this page: there is something to ask, and nobody has said anything."""
    return statistics.is_on() and not choice_of(request) and not refuses_by_signal(request)


def visit_of(request: HttpRequest) -> UUID | None:
    """The random number of a browser that agreed."""
    try:
        return UUID(request.COOKIES.get(VISIT, ""))
    except ValueError:
        return None


def remember(response: HttpResponse, choice: CookieChoice) -> None:
    """Leave the choice in the browser, and the random number only after a yes."""
    _leave(response, CHOICE, YES if choice.allows_statistics else NO)
    if choice.allows_statistics:
        _leave(response, VISIT, str(choice.key))
    else:
        clear_visit(response)


def clear_visit(response: HttpResponse) -> None:
    """Take the random number out of the browser."""
    response.delete_cookie(VISIT, samesite="Lax")


def _leave(response: HttpResponse, name: str, value: str) -> None:
    response.set_cookie(
        name,
        value,
        max_age=ASK_AGAIN_DAYS * 86_400,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _needed() -> list[Cookie]:
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
        Cookie(
            "htmx-current-path-for-history",
            _("Remembers which page you are on, for the back button after you narrowed down a list."),
            _("until the tab is closed"),
            Place.STORAGE,
        ),
    ]


def _of_the_desk() -> list[Cookie]:
    """The side menu of the staff's pages; customers never come there."""
    return [
        Cookie(
            "django.admin.navSidebarIsOpen",
            _("For our staff only: whether the menu of their desk is open."),
            _("until it is removed"),
            Place.STORAGE,
        ),
        Cookie(
            "django.admin.filtersState",
            _("For our staff only: which filters beside a list are unfolded."),
            _("until the tab is closed"),
            Place.STORAGE,
        ),
        Cookie(
            "service-reports",
            _("For our engineers only: what they wrote in a report that has not arrived yet."),
            _("until it has arrived"),
            Place.STORAGE,
        ),
        Cookie(
            "report-form",
            _("For our engineers only: the form of a report, to open it again without a network."),
            _("1 day, until the report is sent, or until they sign out"),
            Place.STORAGE,
        ),
        Cookie(
            "django.admin.navSidebarFilterValue",
            _("For our staff only: what they look for in the menu of their desk."),
            _("until the tab is closed"),
            Place.STORAGE,
        ),
    ]


def _of_statistics() -> list[Cookie]:
    return [
        Cookie(
            CHOICE,
            _("Remembers whether you agreed to statistics, so that we do not ask again."),
            _("6 months"),
        ),
        Cookie(
            VISIT,
            _("A random number with which we count which kinds of pages are opened on a day."),
            _("6 months, or until you take your consent back"),
            needs_consent=True,
        ),
    ]
