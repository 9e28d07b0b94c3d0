"""The page on which somebody says how satisfied they are, without signing in and without a name."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import behind_a_secret
from accounts.language import speak_as_written_to
from shop.outreach.forms import OpinionForm
from shop.outreach.mails import LANGUAGE_IN_LINK, LANGUAGES
from shop.outreach.models.surveys import Kind
from shop.outreach.services import surveys


@require_http_methods(["GET", "HEAD", "POST"])
@behind_a_secret
def opinion(request: HttpRequest, key: str) -> HttpResponse:
    """The question, and the answer to it; a key that was used opens nothing."""
    _speak_as_the_letter(request)
    try:
        kind = surveys.kind_of(key)
        form = OpinionForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            surveys.give(key, form.cleaned_data["score"], form.cleaned_data["would_recommend"])
            return redirect(f"{reverse('outreach:thanks')}?{LANGUAGE_IN_LINK}={get_language()}")
    except surveys.KeyIsSpent:
        raise Http404
    context = {"form": form, "about": Kind(kind).label}
    return render(request, "outreach/opinion.html", context)


@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    """Thank you."""
    _speak_as_the_letter(request)
    return render(request, "outreach/thanks.html")


def _speak_as_the_letter(request: HttpRequest) -> None:
    """Its language stands in the link: a key names nobody, so nothing that we keep could tell."""
    language = request.GET.get(LANGUAGE_IN_LINK, "")
    if language in LANGUAGES:
        speak_as_written_to(request, language)
