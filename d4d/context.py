"""What every page knows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from shop.catalogue import shelves


def house(request: HttpRequest) -> dict[str, Any]:
    """Who we are, and for which practice the visitor works."""
    return {
        "controller": settings.CONTROLLER,
        "is_demo": settings.D4D_DEMO,
        "practice": getattr(request, "practice", None),
        "membership": getattr(request, "membership", None),
        "menu_categories": shelves.top,
    }
