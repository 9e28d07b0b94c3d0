"""Pages of the house itself."""

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from d4d.foundation import clock
from shop.catalogue import cards, listing, shelves
from shop.catalogue.viewer import viewer_of

NEW_PRODUCTS = 8


def home(request: HttpRequest) -> HttpResponse:
    """The front door: search, the shelves and what is new."""
    newest = listing.newest(NEW_PRODUCTS, viewer_of(request), clock.today())
    return render(request, "home.html", {"shelves": shelves.top(), "cards": cards.render(newest, request)})


@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """This process is alive."""
    return HttpResponse("ok", content_type="text/plain")


@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """The shop can be used: the database answers and is up to date. Redis is not asked."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return HttpResponse("migrations are pending", status=503, content_type="text/plain")
    return HttpResponse("ok", content_type="text/plain")
