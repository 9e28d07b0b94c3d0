"""Every input of the house: what asks people for words, and whether a needle went into it."""

import ast
import importlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django import forms
from django.core.handlers.base import BaseHandler
from django.forms.forms import BaseForm
from django.http import HttpRequest
from django.urls import get_resolver

from tests.house.sources import ROOT, code

ROOMS = ("accounts", "shop", "privacy", "contracts", "d4d")
WORDLESS = (forms.PasswordInput, forms.HiddenInput)
# Inputs with a form of their own, too short or too strict for a needle of their own.
STRICT = {
    "addition",
    "amount",
    "article",
    "code",
    "fact",
    "house_number",
    "invoice_addition",
    "invoice_house_number",
    "invoice_postcode",
    "key",
    "postcode",
    "price_cents",
    "uidb36",
    "unit_price_e4",
    "vat_id",
}


class Doorkeeper:
    """Writes down each input through which a needle came in."""

    def __init__(self) -> None:
        self.forms: set[str] = set()
        self.keys: set[str] = set()

    def watch(self, patch: Any) -> "Doorkeeper":
        """Stand at every form and every view for as long as the patch lasts."""
        clean, answer = BaseForm.full_clean, BaseHandler.get_response

        def full_clean(form: BaseForm) -> None:
            if form.is_bound:
                self.forms |= set(_filled(form))
            clean(form)

        def get_response(handler: BaseHandler, request: HttpRequest) -> Any:
            self.keys |= {name for name, value in _told(request) if "zq" in value.lower()}
            return answer(handler, request)

        patch.setattr(BaseForm, "full_clean", full_clean)
        patch.setattr(BaseHandler, "get_response", get_response)
        return self


def form_inputs() -> set[str]:
    """Every input for words in every form of ours, forms of the desk included."""
    get_resolver().url_patterns  # noqa: B018 - loads every view, and with it every form
    leaves = {
        one for one in _below(BaseForm) if one.__module__.startswith(ROOMS) and not one.__subclasses__()
    }
    return {place for form in leaves for place in _inputs(form, form.base_fields)}


def keys_read() -> set[str]:
    """Every key that a view of ours takes from an address, a form or a header by itself."""
    return {key for path in code() if "simulator" not in path.parts for key in _keys_of(path)}


def _inputs(form: type[BaseForm], fields: dict[str, forms.Field]) -> Iterator[str]:
    for name, field in fields.items():
        if (
            isinstance(field, forms.CharField)
            and not isinstance(field.widget, WORDLESS)
            and name not in STRICT
        ):
            yield f"{form.__module__}.{form.__qualname__}.{name}"


def _filled(form: BaseForm) -> Iterator[str]:
    kinds = type(form).__mro__  # the desk makes a form of its own out of ours
    owner = next((kind for kind in kinds if kind.__module__.startswith(ROOMS)), kinds[0])
    for name, field in form.fields.items():
        said = field.widget.value_from_datadict(form.data, form.files, form.add_prefix(name))
        if said not in (None, "", []):
            yield f"{owner.__module__}.{owner.__qualname__}.{name}"


def _below(kind: type) -> Iterator[Any]:
    for one in kind.__subclasses__():
        yield one
        yield from _below(one)


def _told(request: HttpRequest) -> Iterator[tuple[str, str]]:
    for source in (request.GET, request.POST):
        yield from ((name, str(one)) for name, values in source.lists() for one in values)
    yield from request.headers.items()


def _keys_of(path: Path) -> Iterator[str]:
    module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
            source = ast.unparse(node.func.value)
            is_read = node.func.attr in {"get", "getlist", "pop"}
            if is_read and source in {"request.GET", "request.POST", "request.headers"}:
                yield _said(node.args[0], module)


def _said(argument: ast.expr, module: str) -> str:
    """The key itself, also where a constant stands for it."""
    if isinstance(argument, ast.Constant):
        return str(argument.value)
    known = vars(importlib.import_module(module))
    return str(eval(ast.unparse(argument), known))
