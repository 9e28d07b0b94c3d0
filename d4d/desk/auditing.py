"""The desk of an auditor: the same lists and rows as everybody's, with pseudonyms in the place of people.

Every other page is closed to them, also one that a room adds tomorrow.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from privacy import access, pseudonyms
from privacy.vocabulary import ACCOUNTABILITY
from privacy.watch import actor, role_of

View = Callable[..., Any]
AS_EVERYBODY = ("index", "logout", "app_list", "jsi18n")
ON_A_PAGE = 50
FACTS, PEOPLE = 6, 2


def for_auditors(view: View) -> View:
    """A view of the desk that gives an auditor the page with pseudonyms, or nothing."""

    @wraps(view)
    def seen(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not pseudonyms.reads_pseudonyms(request.user):
            return view(request, *args, **kwargs)
        match = request.resolver_match
        name = match.url_name or "" if match else ""
        if name in AS_EVERYBODY:
            return view(request, *args, **kwargs)
        model, _, page = name.rpartition("_")
        return _page(request, model, page, str(kwargs.get("object_id", "")))

    return seen


def _page(request: HttpRequest, name: str, page: str, number: str) -> Any:
    model = next((one for one in admin.site._registry if _name(one) == name), None)  # noqa: SLF001 - Django names no other way
    if model is None or page not in {"changelist", "change"} or request.method != "GET":
        raise PermissionDenied
    desk: Any = admin.site._registry[model]  # noqa: SLF001 - likewise
    if getattr(desk, "totals_only", False) or not desk.has_view_permission(request):
        raise PermissionDenied
    return _row(request, model, number) if page == "change" else _list(request, model)


def _list(request: HttpRequest, model: type[models.Model]) -> HttpResponse:
    """The newest rows, or those before a number; facts first, as many as fit beside each other."""
    columns = _beside_each_other(pseudonyms.columns_of(model))
    rows = pseudonyms.rows_of(model)
    if (before := request.GET.get("voor", "")).isdecimal():
        rows = rows.filter(pk__lt=before)
    read = list(pseudonyms.read(rows[: ON_A_PAGE + 1], columns))
    _written_down(request, model, None, "list")
    context = {"columns": columns, "rows": read[:ON_A_PAGE], "has_more": len(read) > ON_A_PAGE}
    return _answer(request, "admin/audit_list.html", model, context)


def _beside_each_other(columns: list[pseudonyms.Column]) -> list[pseudonyms.Column]:
    """First facts, then whom they are about; keys of the house tell an auditor nothing."""
    facts = [one for one in columns if not one.kind and not isinstance(one.field, models.UUIDField)]
    people = [one for one in columns if one.kind]
    return facts[:FACTS] + people[:PEOPLE]


def _row(request: HttpRequest, model: type[models.Model], number: str) -> HttpResponse:
    """Everything of one row."""
    columns = pseudonyms.columns_of(model)
    try:
        found = list(pseudonyms.read(pseudonyms.rows_of(model).filter(pk=number), columns))
    except (ValueError, TypeError, ValidationError):
        raise Http404
    if not found:
        raise Http404
    subject = pseudonyms.subject_of(model, number)
    _written_down(request, model, subject, "change")
    person = pseudonyms.of("identity", subject) if subject else ""
    facts = zip(columns, found[0][1], strict=True)
    return _answer(
        request, "admin/audit_row.html", model, {"number": number, "facts": facts, "person": person}
    )


def _answer(request: HttpRequest, template: str, model: type[models.Model], context: Any) -> TemplateResponse:
    options = model._meta
    title = str(options.verbose_name_plural).capitalize()
    frame = {**admin.site.each_context(request), "title": title, "opts": options}
    return TemplateResponse(request, template, frame | context)


def _written_down(request: HttpRequest, model: type[models.Model], subject: Any, act: str) -> None:
    """Every opening by an auditor, whatever stands in the table."""
    place = f"{model._meta.label} {act}"
    access.looked(actor(request), subject, place, ACCOUNTABILITY.code, role_of(request))


def _name(model: type[models.Model]) -> str:
    return f"{model._meta.app_label}_{model._meta.model_name}"
