"""For what only the person themselves may do: their password, or second factor, was asked just now."""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.authentication import get_authentication_records
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode

View = Callable[..., HttpResponseBase]
MOST_SECONDS = 300


def fresh_sign_in(view: View) -> View:
    """Let in who was recognised in the last five minutes, ask the others again and bring them back.

    Somebody who was about to send a form comes back to its page and sends it again: what they filled in
    is kept nowhere meanwhile.
    """

    @login_required
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return view(request, *args, **kwargs) if is_fresh(request) else ask_again(request, request.path)

    return guarded


def ask_again(request: HttpRequest, back: str) -> HttpResponseRedirect:
    """Let the visitor show who they are, and bring them to a page from where they go on."""
    member: Any = request.user
    door = "account_reauthenticate" if member.has_usable_password() else "mfa_reauthenticate"
    return HttpResponseRedirect(f"{reverse(door)}?{urlencode({REDIRECT_FIELD_NAME: back})}")


def is_fresh(request: HttpRequest) -> bool:
    """Whether the visitor showed less than five minutes ago who they are."""
    moments = [record["at"] for record in get_authentication_records(request, request.user)]
    return bool(moments) and time.time() - max(moments) < MOST_SECONDS
