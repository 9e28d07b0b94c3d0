"""Somebody who is not signed in uses a right. Known or unknown, they get the same answer."""

from allauth.core import ratelimit
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET

from privacy import notice
from privacy.forms import FactForm, VisitorForm
from privacy.requests import identity, receiving


@sensitive_post_parameters("name", "email", "text")
@never_cache
def ask(request: HttpRequest) -> HttpResponse:
    """The public form for every right."""
    if request.method != "POST":
        return _form(request, VisitorForm(kind=request.GET.get("soort", "")))
    form = VisitorForm(request.POST)
    if not form.is_valid():
        return _form(request, form)
    key = form.cleaned_data["email"].lower()
    refusal: HttpResponse | None = ratelimit.consume_or_429(request, action="privacy_request", key=key)
    if refusal is not None:
        return refusal
    receiving.from_form(**form.cleaned_data)
    notice.show(None, "request of a visitor")
    return redirect("privacy:asked")


@require_GET
def asked(request: HttpRequest) -> HttpResponse:
    """What happens next, in the same words for everybody."""
    return render(request, "privacy/requests/asked.html")


@sensitive_post_parameters("fact")
@never_cache
def prove(request: HttpRequest, token: str) -> HttpResponse:
    """Behind the link in the letter: a second fact shows that it is them."""
    row = identity.find(token)
    if row is None:
        return render(request, "privacy/requests/link_over.html", status=404)
    form = FactForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        identity.prove(row.pk, form.cleaned_data["fact"])
        return render(request, "privacy/requests/proved.html", {"asked": row})
    return render(request, "privacy/requests/prove.html", {"form": form, "asked": row})


def _form(request: HttpRequest, form: VisitorForm) -> HttpResponse:
    return render(request, "privacy/requests/visitor.html", {"form": form})
