"""What we leave in a browser, and the choice about it."""

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from privacy import cookies, statistics
from privacy.consent import wording


@require_GET
@never_cache
def page(request: HttpRequest) -> HttpResponse:
    """Everything that we leave in a browser and, when there is something to choose, the choice."""
    context = {
        "cookies": cookies.inventory(),
        "is_asked": statistics.is_on(),
        "question": wording.words(wording.COOKIE_BAR),
        "choice": cookies.choice_of(request),
        "refuses_by_signal": cookies.refuses_by_signal(request),
    }
    return render(request, "privacy/cookies.html", context)


@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """A browser says yes or no; it counts from here on."""
    answer = request.POST.get("statistics")
    if answer not in {cookies.YES, cookies.NO}:
        return HttpResponseBadRequest()
    response = HttpResponseRedirect(_way_back(request))
    if statistics.is_on():
        language = "en" if get_language() == "en" else "nl"
        former = cookies.visit_of(request)
        agrees = answer == cookies.YES and not cookies.refuses_by_signal(request)
        chosen = statistics.choose(agrees=agrees, language=language, former=former)
        cookies.remember(response, chosen)
    return response


def _way_back(request: HttpRequest) -> str:
    """The page on which somebody was asked; never another site."""
    wanted = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if is_ours else "/cookies/"
