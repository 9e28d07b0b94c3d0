"""Where somebody asks for a copy of their data, sees how far it is, and fetches it."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from d4d.foundation.handing_out import DAYS, CannotBeFetched
from d4d.foundation.handouts import download
from privacy.export.archive import SCHEMA
from privacy.export.making import copies
from privacy.fresh import fresh_sign_in
from privacy.models import ExportArchive


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def copy(request: HttpRequest) -> HttpResponseBase:
    """The copy that somebody asked for last: being made, ready, failed or gone."""
    if request.method == "POST":
        return _ask(request)
    export = copies.latest(_subject(request))
    template = "_state.html" if "HX-Request" in request.headers else "copy.html"
    return render(request, f"privacy/export/{template}", {"export": export, "days": DAYS})


@never_cache
@require_safe
@fresh_sign_in
def fetch(request: HttpRequest, number: UUID) -> HttpResponseBase:
    """The ZIP itself, for its owner only and only after they showed again who they are."""
    export = get_object_or_404(ExportArchive, uuid=number, subject=_subject(request))
    try:
        content = copies.fetch(export)
    except CannotBeFetched:
        context = {"export": export, "days": DAYS}
        return render(request, "privacy/export/copy.html", context, status=410)
    return download(content, export, "gegevens")


@require_safe
def schema(request: HttpRequest) -> HttpResponseBase:
    """What stands where in the copy for machines, as JSON Schema."""
    return FileResponse(SCHEMA.open("rb"), content_type="application/schema+json")


@fresh_sign_in
def _ask(request: HttpRequest) -> HttpResponse:
    subject = _subject(request)
    copies.ask(subject, by=subject)
    return redirect("privacy:copy")


def _subject(request: HttpRequest) -> UUID:
    found: UUID = request.user.subject.uuid  # type: ignore[union-attr]  # who is signed in is somebody
    return found
