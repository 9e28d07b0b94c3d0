"""What the desk refuses to somebody of the staff stands in the journal of looks: who, as what, and where."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from privacy import access
from privacy.vocabulary import ACCOUNTABILITY
from privacy.watch import actor, role_of

View = Callable[..., Any]
LONGEST = 60


def written_down(view: View) -> View:
    """A view of the desk that writes down whom it refused; of whom the page would have been is not told."""

    @wraps(view)
    def tried(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        try:
            return view(request, *args, **kwargs)
        except PermissionDenied:
            place = f"{_what(request)} {access.REFUSED}"[-LONGEST:]
            access.looked(actor(request), None, place, ACCOUNTABILITY.code, role_of(request))
            raise

    return tried


def _what(request: HttpRequest) -> str:
    """The table behind the page; of a page of the house itself its name."""
    name = (request.resolver_match and request.resolver_match.url_name) or ""
    tables = (model._meta for model in admin.site._registry)  # noqa: SLF001 - Django names no other way
    behind = (one.label for one in tables if name.startswith(f"{one.app_label}_{one.model_name}_"))
    return next(behind, name)
