"""The side menu of the account area."""

from typing import Any

from django import template
from django.template.context import Context
from django.urls import reverse

from accounts import menu

register = template.Library()


@register.inclusion_tag("_account_menu.html", takes_context=True)
def account_menu(context: Context, here: str = "") -> dict[str, Any]:
    """The pages that the visitor may see; the one they are on, or that `here` names, is marked."""
    request = context["request"]
    links = [
        {"label": entry.label, "icon": entry.icon, "url": reverse(entry.url_name), "name": entry.url_name}
        for entry in menu.entries(request.membership or None)
    ]
    current = _current(request.path, [str(link["url"]) for link in links])
    return {"links": links, "current": reverse(here) if here else current}


def _current(path: str, urls: list[str]) -> str:
    """The longest address under which this page lies."""
    return max((url for url in urls if path.startswith(url)), key=len, default="")
