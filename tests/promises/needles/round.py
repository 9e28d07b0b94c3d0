"""A round along every address of the house: whatever form is found there is filled in and sent."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.contrib import admin
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from privacy.views.requests import WAYS
from tests.promises.needles.autopilot import Page
from tests.promises.needles.needle import Somebody

# Doors behind which the round would end: it signs out, or what it came for is gone.
NO_INPUTS = ("history/", "delete/", "jsi18n", "autocomplete", "r/<path:", "logout", "password_change")
LEFT_FOR_LAST = (
    "uitloggen",
    "logout",
    "verwijderen",
    "delete",
    "apparaten",
    "beeindigen",
    "overdragen",
    "wissen",
)
_PART = re.compile(r"<(?:\w+:)?(\w+)>")


@dataclass
class Round:
    """Somebody walks along all addresses with a browser, knowing the rows that stand in them."""

    client: Client
    somebody: Somebody
    rows: dict[str, Any]
    keys: set[str] = field(default_factory=set)
    searches: set[tuple[str, ...]] = field(default_factory=set)

    def walk(self, routes: list[str]) -> list[str]:
        """Look at every page, send every form; says which pages answered that something broke."""
        broken = []
        self.client.raise_request_exception = False  # a page that breaks is named, and the round goes on
        for address in sorted(routes, key=_is_for_last):
            if not any(part in address for part in NO_INPUTS):
                broken += [path for path in self._paths(address) if not self._try(path)]
        return broken

    def _try(self, path: str) -> bool:
        page = Page(self.client, path, self.somebody)
        page.send_all(self.searches)
        answers = [page.answer]
        if words := {key: self.somebody.word(f"key.{key}") for key in self.keys}:
            answers += [self.client.get(path, words), self.client.post(path, words)]
        for answer in answers:
            answer.close()
        return all(answer.status_code < 500 for answer in answers)

    def _paths(self, address: str) -> Iterator[str]:
        """The address with rows in it: the one row that we know, or one for each act that is possible."""
        parts = _PART.findall(address)
        for known in _acts(address) if "act" in parts else _ways() if "way" in parts else [{}]:
            known = {**_row_of_the_desk(address), **self.rows, **known}
            if "(?" not in address and all(part in known for part in parts):
                yield "/" + _PART.sub(lambda part, known=known: str(known[part[1]]), address)


def addresses() -> list[str]:
    """Every address there is, as a route."""
    return list(dict.fromkeys(_below(get_resolver(), "")))


def _below(resolver: URLResolver, before: str) -> Iterator[str]:
    for pattern in resolver.url_patterns:
        route = before + str(pattern.pattern).lstrip("^")
        if isinstance(pattern, URLPattern):
            yield route.rstrip("$")
        else:
            yield from _below(pattern, route)


def _is_for_last(address: str) -> bool:
    return any(word in address for word in LEFT_FOR_LAST)


def _row_of_the_desk(address: str) -> dict[str, Any]:
    """The newest row of the table whose page this is."""
    _, room, table, *_ = [*address.split("/"), "", "", ""]
    if not address.startswith("beheer/") or (room, table) not in _tables():
        return {}
    newest = _tables()[room, table]._base_manager.order_by("-pk").values_list("pk", flat=True).first()
    return dict.fromkeys(_PART.findall(address), newest or 1)


def _acts(address: str) -> Iterator[dict[str, Any]]:
    """For each act of the desk a row with which it can be done by then."""
    model = _tables()[tuple(address.split("/")[1:3])]  # type: ignore[index]
    for act in admin.site._registry[model].acts:
        newest = model._base_manager.order_by("-pk")
        if row := next((row for row in newest if act.is_there(row)), None):
            yield {"act": act.name, "row_id": row.pk}


def _ways() -> list[dict[str, Any]]:
    return [{"way": way} for way in WAYS]


def _tables() -> dict[tuple[str, str], Any]:
    return {
        (model._meta.app_label, str(model._meta.model_name)): model
        for model in apps.get_models()
        if admin.site.is_registered(model)
    }
