"""The front page of the privacy centre."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from privacy import centre


@login_required
@require_GET
def front(request: HttpRequest) -> HttpResponse:
    """Everything that somebody can see and do about their data, one card each."""
    return render(request, "privacy/centre.html", {"cards": centre.cards()})
