"""With whom somebody's data was shared."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from privacy import overview


@login_required
@require_GET
def shared(request: HttpRequest) -> HttpResponse:
    """What left the house about the visitor: per parcel, payment and letter."""
    return render(request, "privacy/shared.html", {"sent": overview.sent(subjects_of(request))})


def subjects_of(request: HttpRequest) -> list[UUID]:
    """Who the visitor is here: themselves and, for a manager, their practice."""
    found = [request.user.subject.uuid]  # type: ignore[union-attr]
    member = getattr(request, "membership", None)
    if member and member.is_manager:
        found.append(member.practice.subject.uuid)
    return found
