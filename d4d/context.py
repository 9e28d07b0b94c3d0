"""What every page knows."""

from typing import Any

from django.conf import settings
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from d4d.foundation.asking import written_once
from d4d.foundation.token import token_of
from privacy import cookies
from privacy.consent import wording
from shop.cart.models import CartLine
from shop.catalogue import shelves

ABSENT = {"crumbs": (), "form": None, "search_query": ""}  # looking in vain for a name costs a page most
IN_THE_MENU = {"/snel-bestellen/", "/mijn/eerder-besteld/", "/contact/"}


def house(request: HttpRequest) -> dict[str, Any]:
    """Who we are, for which practice the visitor works, and what a page has not unless its view says so."""
    return {
        **ABSENT,
        "csrf_token": SimpleLazyObject(lambda: token_of(request)),
        "controller": settings.CONTROLLER,
        "is_demo": settings.D4D_DEMO,
        "practice": getattr(request, "practice", None),
        "membership": getattr(request, "membership", None),
        "menu_categories": shelves.top,
        "menu_page": request.path if request.path in IN_THE_MENU else "",
        "asks_about_cookies": lambda: cookies.must_ask(request),
        "cookie_question": wording.words(wording.COOKIE_BAR),
        "cart_count": SimpleLazyObject(lambda: _cart_count(request)),
    }


def _cart_count(request: HttpRequest) -> int:
    """How many articles lie in the visitor's cart; asked only of people who may have one."""
    practice = getattr(request, "practice", None)
    if not practice:
        return 0
    [(count,)] = _lines_in_cart(practice_id=practice.pk, user_id=request.user.pk) or [(0,)]
    return int(count)


@written_once
def _lines_in_cart(practice_id: Any, user_id: Any) -> QuerySet[CartLine, Any]:
    lines = CartLine.objects.filter(practice_id=practice_id, user_id=user_id)
    return lines.values("practice").annotate(count=Count("pk")).values_list("count")
