"""What people read about their data: the statement and the cookies."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from privacy import cookies, notice, overview, words


@require_GET
def statement(request: HttpRequest) -> HttpResponse:
    """The privacy statement, its tables drawn from the register itself."""
    return render(request, "privacy/statement.html", {**_register(), "version": notice.VERSION})


@require_GET
def cookie_list(request: HttpRequest) -> HttpResponse:
    """Everything that we leave in a browser."""
    return render(request, "privacy/cookies.html", {"cookies": cookies.inventory()})


def _register() -> dict[str, Any]:
    receivers = [
        {"name": one.name, "country": one.country, "purpose": one.purpose.label, "items": _in_words(one.gets)}
        for one in overview.recipients()
    ]
    grounds = [
        {"label": one.label, "basis": words.BASES[one.basis], "law": one.law} for one in overview.purposes()
    ]
    return {"held": overview.held(), "recipients": receivers, "purposes": grounds}


def _in_words(names: frozenset[str]) -> list[str]:
    return sorted(words.field(name) for name in names)
