"""The token by which a form shows that it was sent from our own page."""

from django.http import HttpRequest
from django.middleware.csrf import get_token

_DRAWN = "drawn_token"


def token_of(request: HttpRequest) -> str:
    """The token of one answer: drawn once, however many forms it has."""
    if not hasattr(request, _DRAWN):
        setattr(request, _DRAWN, get_token(request))
    token: str = getattr(request, _DRAWN)
    return token
