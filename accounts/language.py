"""The language in which somebody is spoken to: a browser by its cookie, a practice by who reads its mail."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from accounts.models import Membership, Practice, User


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


def speak_as_written_to(request: HttpRequest, language: str) -> None:
    """This answer in the language of a letter, unless somebody signed in or chose one in this browser."""
    if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
        translation.activate(language)


def language_of(practice: Practice) -> str:
    """The language of who signs in with its address for invoices, else of its first manager, else Dutch."""
    reader = User.objects.filter(email__iexact=practice.billing_email, is_active=True).first()
    if reader:
        return reader.language
    managers = Membership.objects.managing().filter(practice=practice)
    language = managers.order_by("pk").values_list("user__language", flat=True).first()
    return language or User.Language.DUTCH
