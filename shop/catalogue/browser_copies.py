"""A visitor whose browser has a page already is not sent it again."""

from collections.abc import Callable
from functools import wraps
from hashlib import blake2b
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control

View = Callable[..., HttpResponse]


def sent_once(view: View) -> View:
    """Mark what anonymous visitors see with its content; what a practice sees stays with that practice."""

    @wraps(view)
    def answer(request: HttpRequest, **found: Any) -> HttpResponse:
        response = view(request, **found)
        if request.user.is_authenticated:
            patch_cache_control(response, private=True, no_store=True)
            return response
        if response.status_code != 200:
            return response
        patch_cache_control(response, no_cache=True)
        response["ETag"] = f'"{blake2b(response.content, digest_size=12).hexdigest()}"'
        conditional = get_conditional_response(request, etag=response["ETag"], response=response)
        assert isinstance(conditional, HttpResponse)
        return conditional

    return answer
