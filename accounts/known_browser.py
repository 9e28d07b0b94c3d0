"""A browser in which somebody signed in before keeps its own count of wrong passwords.

So a stranger who guesses at an account locks out strangers only. The cookie grants nothing else.
"""

import secrets

from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest, HttpResponse

from accounts.models import User

COOKIE = "known-browser"
DAYS = 180
_SALT = "accounts.known-browser"


def remember(response: HttpResponse, user: User) -> None:
    """Give the browser a mark of its own for this person."""
    response.set_signed_cookie(
        COOKIE,
        f"{user.pk}.{secrets.token_urlsafe(12)}",
        salt=_SALT,
        max_age=DAYS * 86_400,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def name_of(request: HttpRequest, login: str) -> str:
    """The mark of a browser that knows this account, or nothing."""
    mark = request.get_signed_cookie(COOKIE, default="", salt=_SALT, max_age=DAYS * 86_400)
    owner = (mark or "").partition(".")[0]
    if not owner.isdigit():
        return ""
    knows = User.objects.filter(Q(email=login) | Q(username=login), pk=int(owner)).exists()
    return f"known:{mark}" if knows else ""
