"""Counts pages for browsers that agreed; for everybody else it does nothing at all."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from d4d.foundation.visits import kind_of
from privacy import cookies, statistics

GetResponse = Callable[[HttpRequest], HttpResponse]


def count_visits(get_response: GetResponse) -> GetResponse:
    """Let a page that was opened count, as a kind of page; drop the mark when it counts no more."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        visit = cookies.visit_of(request)
        if visit is None or cookies.VISIT in response.cookies:
            return response
        if not statistics.is_on() or cookies.choice_of(request) != cookies.YES:
            cookies.clear_visit(response)
        elif _counts(request, response) and not cookies.refuses_by_signal(request):
            statistics.count(visit, kind_of(request))
        return response

    return middleware


def _counts(request: HttpRequest, response: HttpResponse) -> bool:
    found = request.resolver_match
    return (
        request.method == "GET"
        and response.status_code == 200
        and response.headers.get("Content-Type", "").startswith("text/html")
        and "HX-Request" not in request.headers
        and found is not None
        and "admin" not in found.namespaces
    )
