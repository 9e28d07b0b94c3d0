"""Somebody who is signed in uses a right, and sees what became of each request."""

from typing import Any, NamedTuple

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_POST

from privacy import notice
from privacy.forms import ComplaintForm, CorrectionForm, ObjectionForm, QuestionForm, RestrictionForm
from privacy.fresh import is_fresh
from privacy.models import Request
from privacy.requests import receiving


class Way(NamedTuple):
    """One of the forms: which right, what it is called, and what it does."""

    kind: str
    title: str | Promise
    text: str | Promise
    form: type[forms.Form]


WAYS = {
    "correctie": Way(
        Request.Kind.CORRECTION,
        _("Correction"),
        _("Have something put right that you cannot change yourself."),
        CorrectionForm,
    ),
    "beperking": Way(
        Request.Kind.RESTRICTION,
        _("Restriction"),
        _("We keep your data and use them for nothing but legal duties and claims."),
        RestrictionForm,
    ),
    "bezwaar": Way(
        Request.Kind.OBJECTION,
        _("Objection"),
        _("Marketing stops at once and for good; any other use stops until we have weighed it."),
        ObjectionForm,
    ),
    "vraag": Way(Request.Kind.QUESTION, _("Question"), _("Anything else about your data."), QuestionForm),
    "klacht": Way(Request.Kind.COMPLAINT, _("Complaint"), _("Tell us what we did wrong."), ComplaintForm),
}

# What people of the house answer; a copy and an erasure are taken back on their own pages.
BY_HAND = {way.kind for way in WAYS.values()}


@login_required
@require_GET
def history(request: HttpRequest) -> HttpResponse:
    """Every request with its legal date, and the way to a new one."""
    rows = Request.objects.filter(subject=_own(request)).order_by("-received_at", "-pk")
    ways = [{"slug": slug, "title": way.title, "text": way.text} for slug, way in WAYS.items()]
    context = {"requests": rows, "ways": ways, "by_hand": BY_HAND}
    return render(request, "privacy/requests/history.html", context)


@sensitive_post_parameters("text", "statement")
@login_required
def ask(request: HttpRequest, way: str) -> HttpResponse:
    """One form, one right."""
    chosen = WAYS.get(way)
    if chosen is None:
        raise Http404
    form = chosen.form(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        row = receiving.from_account(
            _own(request), chosen.kind, is_fresh=is_fresh(request), **form.cleaned_data
        )
        notice.show(_own(request), "request")
        messages.success(request, _what_follows(row))
        return redirect("privacy:requests")
    return render(request, "privacy/requests/ask.html", {"form": form, "way": chosen, "slug": way})


@require_POST
@login_required
def withdraw(request: HttpRequest, number: str) -> HttpResponse:
    """Somebody takes back what they asked."""
    mine = Request.objects.running().filter(subject=_own(request), kind__in=BY_HAND)
    row = receiving.withdraw(get_object_or_404(mine, number=number), by=_own(request))
    messages.success(request, gettext("Request %(number)s is withdrawn.") % {"number": row.number})
    return redirect("privacy:requests")


def _what_follows(row: Request) -> str:
    if not row.is_running:
        return gettext("That stops now, on every channel. You need not do anything else.")
    words = gettext("We have your request %(number)s. You get our answer on %(day)s at the latest.")
    return words % {"number": row.number, "day": date_format(row.due_on, "j F Y")}


def _own(request: HttpRequest) -> Any:
    return request.user.subject.uuid  # type: ignore[union-attr]
