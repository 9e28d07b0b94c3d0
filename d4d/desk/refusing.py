"""Whoever asks for a page of the desk that their role does not open is refused, and that is on record."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from privacy import access
from privacy.vocabulary import SECURITY
from privacy.watch import actor, role_of

View = Callable[..., Any]
MOST_LETTERS = 40


def on_record(view: View) -> View:
    """A view of the desk of which each refusal is written down: who, in which role, and of which page.

    Whom it would have been about nobody looked up. Whoever is not of the staff gets no further than the door,
    and stands in the log of visits like every visitor.
    """

    @wraps(view)
    def watched(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        try:
            return view(request, *args, **kwargs)
        except PermissionDenied:
            if request.user.is_staff:
                place = f"{_asked(request)} {access.REFUSED}"
                access.looked(actor(request), None, place, SECURITY.code, role_of(request))
            raise

    return watched


def _asked(request: HttpRequest) -> str:
    """The table that a page is about, or the name of the page."""
    name = (request.resolver_match and request.resolver_match.url_name) or ""
    for model in admin.site._registry:  # noqa: SLF001 - Django names no other way
        if name.startswith(f"{model._meta.app_label}_{model._meta.model_name}_"):
            return model._meta.label
    return name[:MOST_LETTERS] or "desk"
