"""What people read about their data: the cookies, and their own page."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from privacy import cookies, overview, words


@require_GET
def cookie_list(request: HttpRequest) -> HttpResponse:
    """Everything that we leave in a browser."""
    return render(request, "privacy/cookies.html", {"cookies": cookies.inventory()})


@login_required
@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """What we hold of the visitor, and what of it left the house."""
    context = {**_register(), "sent": overview.sent(_subjects(request))}
    return render(request, "privacy/mine.html", context)


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


def _subjects(request: HttpRequest) -> list[UUID]:
    """Who the visitor is here: themselves and, for a manager, their practice."""
    found = [request.user.subject.uuid]  # type: ignore[union-attr]
    member = getattr(request, "membership", None)
    if member and member.is_manager:
        found.append(member.practice.subject.uuid)
    return found
