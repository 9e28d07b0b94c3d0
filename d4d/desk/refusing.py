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
    """A view of the desk of which each refusal is written down, with who was refused and in which role."""

    @wraps(view)
    def watched(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        try:
            return view(request, *args, **kwargs)
        except PermissionDenied:
            write_down(request)
            raise

    return watched


def write_down(request: HttpRequest) -> None:
    """Somebody asked for what their role does not open; whom it was about nobody looked up."""
    match = request.resolver_match
    name = (match.url_name if match else "") or "desk"
    role = role_of(request) if request.user.is_staff else ""
    access.looked(actor(request), None, f"{_asked(name)} {access.REFUSED}", SECURITY.code, role)


def _asked(name: str) -> str:
    """The table that a page is about, or the name of the page."""
    for model in admin.site._registry:  # noqa: SLF001 - Django names no other way
        if name.startswith(f"{model._meta.app_label}_{model._meta.model_name}_"):
            return model._meta.label
    return name[:MOST_LETTERS]
