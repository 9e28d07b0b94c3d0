"""The language in which somebody is spoken to, kept in a cookie."""

from django.conf import settings
from django.http import HttpResponse


def speak(response: HttpResponse, language: str) -> HttpResponse:
    """From the next page on in this language."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response
