"""Who may see a page: each view says it in one word above its name."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from accounts.models import Membership, Practice, User


class MemberRequest(HttpRequest):
    """What a view behind one of these doors may count on: somebody, and where they work."""

    user: User
    practice: Practice
    membership: Membership


View = TypeVar("View", bound=Callable[..., HttpResponseBase])
Rule = Callable[[Membership], bool]


def _member_who(rule: Rule) -> Callable[[View], View]:
    def decorate(view: View) -> View:
        @login_required
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            membership: Membership | None = getattr(request, "membership", None)
            if not membership:
                return render(request, "accounts/no_practice.html", status=403)
            if not rule(membership):
                return _refusal(request, membership)
            return view(request, *args, **kwargs)

        return cast("View", guarded)

    return decorate


def _refusal(request: HttpRequest, membership: Membership) -> HttpResponse:
    """How it stands with the practice says why, or else the role does."""
    if membership.practice.may_order and not membership.is_frozen:
        raise PermissionDenied
    return render(request, "accounts/no_orders.html", status=403)


def member_required(view: View) -> View:
    """Somebody who works at a practice."""
    return _member_who(lambda member: member.is_active)(view)


def may_order(view: View) -> View:
    """Somebody who fills carts and places orders."""
    return _member_who(lambda member: member.may_order)(view)


def may_settle(view: View) -> View:
    """Somebody who pays or calls off what was ordered, also of a practice that is closed."""
    return _member_who(lambda member: member.may_settle)(view)


def may_manage(view: View) -> View:
    """Somebody who invites colleagues and changes the practice's data."""
    return _member_who(lambda member: member.may_manage)(view)


def may_see_orders(view: View) -> View:
    """Somebody who sees what was ordered."""
    return _member_who(lambda member: member.may_see_orders)(view)


def may_see_invoices(view: View) -> View:
    """Somebody who sees what was invoiced."""
    return _member_who(lambda member: member.may_see_invoices)(view)


def behind_a_secret(view: View) -> View:
    """Whoever holds the secret in the address: no cache keeps the page, no search engine, no other site.

    The referrer stays with our own pages and is not left out: without it a browser calls a form's origin
    "null", and the form is refused.
    """

    @never_cache
    @wraps(view)
    def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        response["X-Robots-Tag"] = "noindex"
        response["Referrer-Policy"] = "same-origin"
        return response

    return cast("View", shown)
