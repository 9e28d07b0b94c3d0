"""Pages of the house itself."""

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache

from d4d.foundation import clock, standstill
from d4d.foundation.services import alarms, hours_since_backup, is_backup_late, late
from privacy import journal, retention
from shop.catalogue import cards, listing, recent, shelves, suggestions
from shop.catalogue.viewer import viewer_of

NEW_PRODUCTS = 8


def home(request: HttpRequest) -> HttpResponse:
    """The front door: search, the shelves and what is new."""
    newest = listing.newest(NEW_PRODUCTS, viewer_of(request), clock.today())
    context = {
        "shelves": shelves.top(),
        "cards": cards.render(newest, request),
        "recent": cards.render(recent.cards_for(request), request),
        "suggested": cards.render(suggestions.cards_for(request), request),
    }
    return render(request, "home.html", context)


def page(request: HttpRequest, name: str) -> HttpResponse:
    """A text of the house, in the reader's language."""
    language = "en" if get_language() == "en" else "nl"
    return render(request, f"pages/{language}/{name}.html")


def statusz(request: HttpRequest) -> JsonResponse:
    """How the house is, for staff; red when something is late, overdue or harmed."""
    figures, book, overdue = alarms(), journal.stand(), retention.overdue()
    is_red = late().exists() or figures["given_up"] > 0 or is_backup_late() or book.is_alarming
    return JsonResponse(
        {
            **figures,
            "backup_hours": hours_since_backup(),
            "erasure_journal": book.condition,
            "overdue_periods": overdue,
            "is_red": is_red or bool(overdue),
        }
    )


def simulator(request: HttpRequest) -> HttpResponse:
    """In the demo: the way to the world outside."""
    if not settings.D4D_DEMO:
        raise Http404
    return redirect(settings.SIMULATOR_ORIGIN + "/")


@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """This process is alive."""
    return HttpResponse("ok", content_type="text/plain")


@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """The shop can be used: the database answers, is up to date and has caught up. Redis is not asked."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return HttpResponse("migrations are pending", status=503, content_type="text/plain")
    if reasons := standstill.look():
        return HttpResponse("\n".join(reasons), status=503, content_type="text/plain")
    return HttpResponse("ok", content_type="text/plain")
