"""The privacy statement, now and as it was."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_POST

from privacy import notice
from privacy.models import NoticeVersion
from privacy.statement import comparing, reading


@require_GET
def in_force(request: HttpRequest) -> HttpResponse:
    """The statement that counts now."""
    return _page(request, notice.in_force(), is_in_force=True)


@require_GET
def archive(request: HttpRequest) -> HttpResponse:
    """Every version there was, newest first."""
    now = notice.in_force()
    versions = NoticeVersion.objects.defer("content").order_by("-pk")
    language = get_language() or ""
    rows = [{"version": one, "summary": one.summary_in(language)} for one in versions]
    return render(request, "privacy/statement/archive.html", {"rows": rows, "in_force": now})


@require_GET
def version(request: HttpRequest, version: str) -> HttpResponse:
    """A version as it was published."""
    row = get_object_or_404(NoticeVersion, version=version)
    return _page(request, row, is_in_force=row == notice.in_force())


@require_GET
def difference(request: HttpRequest, version: str) -> HttpResponse:
    """What a version changed in the one before it."""
    row = get_object_or_404(NoticeVersion, version=version)
    former = NoticeVersion.objects.filter(pk__lt=row.pk).order_by("-pk").first()
    if former is None:
        raise Http404
    language = get_language() or ""
    changes = comparing.changes(reading.read(former.content, language), reading.read(row.content, language))
    context = {"row": row, "former": former, "changes": changes, "summary": row.summary_in(language)}
    return render(request, "privacy/statement/difference.html", context)


@login_required
@require_POST
def seen(request: HttpRequest) -> HttpResponse:
    """Somebody has read what is new."""
    member: Any = request.user
    notice.show(member.subject.uuid, "news")
    return redirect("privacy:mine")


def _page(request: HttpRequest, row: NoticeVersion, *, is_in_force: bool) -> HttpResponse:
    statement = reading.read(row.content, get_language() or "")
    context = {"row": row, "statement": statement, "is_in_force": is_in_force}
    return render(request, "privacy/statement/page.html", context)
