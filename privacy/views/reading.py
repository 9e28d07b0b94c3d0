"""What people read about cookies."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from privacy import cookies


@require_GET
def cookie_list(request: HttpRequest) -> HttpResponse:
    """Everything that we leave in a browser."""
    return render(request, "privacy/cookies.html", {"cookies": cookies.inventory()})
