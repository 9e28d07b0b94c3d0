"""What the API can do: in words for people, and as a document for software."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from d4d.api import contract
from d4d.api.models import News, Scope
from d4d.api.services import calling
from d4d.api.services.keys import MOST_A_MINUTE
from d4d.api.services.webhooks import MOST_WEBHOOKS


@require_safe
def explained(request: HttpRequest) -> HttpResponse:
    """How to begin, what can be read, and how calls are checked."""
    context = {
        "base": contract.base(),
        "paths": contract.paths(),
        "scopes": Scope.choices,
        "news": News.choices,
        "most_a_minute": MOST_A_MINUTE,
        "most_webhooks": MOST_WEBHOOKS,
        "call": calling.specimen(),
    }
    return render(request, "api/explained.html", context)


@require_safe
def document(request: HttpRequest) -> HttpResponse:
    """The OpenAPI document."""
    return JsonResponse(contract.document(), headers={"Access-Control-Allow-Origin": "*"})
