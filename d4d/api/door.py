"""Whose data may be read: the key in the header decides, and nothing else; cookies open nothing here."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, patch_vary_headers, set_response_etag
from django.views.decorators.csrf import csrf_exempt

from accounts.models import Practice
from d4d.api.models import AccessKey, Scope
from d4d.api.problems import Problem, not_found, told
from d4d.api.services import keys
from privacy.models import DataSubject

Reader = Callable[..., HttpResponse]
_ASK = {"WWW-Authenticate": 'Bearer realm="api"'}


def reads(scope: Scope) -> Callable[[Reader], Callable[..., HttpResponseBase]]:
    """Let in software that shows a key with this scope; the view gets the practice of the key."""

    def decorate(view: Reader) -> Callable[..., HttpResponseBase]:
        @csrf_exempt
        @wraps(view)
        def guarded(request: HttpRequest, **which: Any) -> HttpResponseBase:
            try:
                answer = view(request, _practice(request, scope), **which)
            except Http404:
                return told(not_found())
            except Problem as problem:
                return told(problem)
            return _kept_nowhere(request, answer)

        return guarded

    return decorate


@csrf_exempt
def nothing_here(request: HttpRequest, rest: str = "") -> HttpResponse:
    """Every address that is not in the document."""
    return told(not_found())


def _practice(request: HttpRequest, scope: Scope) -> Practice:
    if request.method not in {"GET", "HEAD"}:
        only = "This API is for reading only."
        raise Problem(HTTPStatus.METHOD_NOT_ALLOWED, "read_only", only, {"Allow": "GET, HEAD"})
    key = _key(request)
    practice = key.practice
    if not practice.may_order or practice.subject.state != DataSubject.State.ACTIVE:
        raise Problem(HTTPStatus.FORBIDDEN, "practice_closed", "The account of this practice is closed.")
    if not key.opens(scope):
        needed = f"This key was not made for {scope.value}."
        raise Problem(HTTPStatus.FORBIDDEN, "scope_missing", needed)
    return practice


def _key(request: HttpRequest) -> AccessKey:
    kind, _space, words = request.headers.get("Authorization", "").partition(" ")
    try:
        if kind.lower() != "bearer":
            raise keys.UnknownKey
        return keys.use_key(words.strip())
    except keys.UnknownKey:
        unknown = "Show a valid key: Authorization: Bearer d4d_…"
        raise Problem(HTTPStatus.UNAUTHORIZED, "key_unknown", unknown, _ASK)
    except keys.UsedTooOften:
        slower = f"At most {keys.MOST_A_MINUTE} requests a minute; try again in a minute."
        raise Problem(HTTPStatus.TOO_MANY_REQUESTS, "too_many", slower, {"Retry-After": "60"})


def _kept_nowhere(request: HttpRequest, answer: HttpResponse) -> HttpResponseBase:
    """No cache between us keeps it; who asks again with its mark hears whether anything changed."""
    answer["Cache-Control"] = "private, no-cache"
    patch_vary_headers(answer, ["Authorization"])
    set_response_etag(answer)
    return get_conditional_response(request, etag=answer["ETag"], response=answer) or answer
