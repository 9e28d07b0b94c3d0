"""With whom somebody's data was shared, and which of the staff looked at it."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from d4d.foundation import clock
from privacy import access, overview

PER_PAGE = 25


@login_required
@require_GET
def shared(request: HttpRequest) -> HttpResponse:
    """What left the house about the visitor: per parcel, payment and letter."""
    page = Paginator(overview.sent(subjects_of(request)), PER_PAGE).get_page(request.GET.get("pagina"))
    told = [overview.told(row) for row in page]
    return render(request, "privacy/shared.html", {"page": page, "sent": told})


@login_required
@require_GET
def looked(request: HttpRequest) -> HttpResponse:
    """Which role of the staff looked at the visitor's data, on which day and for what; never a name."""
    rows = access.looks_at(subjects_of(request))
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("pagina"))
    seen = [(access.told(row), row.get_role_display()) for row in page]
    return render(request, "privacy/looked.html", {"page": page, "seen": seen, "today": clock.today()})


def subjects_of(request: HttpRequest) -> list[UUID]:
    """Who the visitor is here: themselves and, for a manager, their practice."""
    found = [request.user.subject.uuid]  # type: ignore[union-attr]
    member = getattr(request, "membership", None)
    if member and member.is_manager:
        found.append(member.practice.subject.uuid)
    return found
