"""Where a practice asks for its inspection dossier, sees how far it is, and fetches it."""

from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import MemberRequest, may_see_orders
from contracts.devices import services
from contracts.devices.models import Dossier
from d4d.foundation.handing_out import DAYS, CannotBeFetched
from d4d.foundation.handouts import download


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@may_see_orders
def dossier(request: MemberRequest) -> HttpResponse:
    """The dossier that was asked for last: being made, ready, failed or gone."""
    if request.method == "POST":
        services.dossiers.ask(request.practice, request.user.subject.uuid)
        return redirect("devices:dossier")
    template = "_dossier.html" if "HX-Request" in request.headers else "dossier.html"
    context = {"dossier": services.dossiers.latest(request.practice), "days": DAYS}
    return render(request, f"devices/{template}", context)


@never_cache
@require_safe
@may_see_orders
def fetch_dossier(request: MemberRequest, number: UUID) -> HttpResponseBase:
    """The ZIP itself, for the practice that it is about."""
    found = get_object_or_404(Dossier, uuid=number, practice=request.practice)
    try:
        content = services.dossiers.fetch(found)
    except CannotBeFetched:
        context = {"dossier": found, "days": DAYS}
        return render(request, "devices/dossier.html", context, status=410)
    return download(content, found, "dossier")
