"""Addresses with signs that nobody can type."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse


def unreadable_leads_nowhere(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Answer 404 to an address with control characters: no row has them, and a database refuses them."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if not request.path_info.isprintable():
            raise Http404
        return get_response(request)

    return middleware
