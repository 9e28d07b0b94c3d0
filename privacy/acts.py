"""Rows on which the staff acts, each act on a page of its own: what it asks, and what it does.

Part of the staff's desk of every room, beside `privacy.staff`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.urls import URLPattern, path
from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from d4d.badges import look_of
from d4d.foundation import states
from privacy.staff import LedgerAdmin, actor

Answers = dict[str, Any]
CarryOut = Callable[[Any, Answers, UUID], "HttpResponse | None"]


@dataclass(frozen=True, slots=True)
class Act:
    """Something that can be done with a row.

    `carry_out` gets the row, the answers and who acts; it may return a file. What it raises from `refusals`
    is said to the staff in their words. `asks_about` names what the form is told first, where its questions
    depend on the row.
    """

    name: str
    title: str | Promise
    form: type[forms.Form]
    carry_out: CarryOut
    is_there: Callable[[Any], bool]
    explanation: str | Promise = ""
    is_grave: bool = False
    asks_about: Callable[[Any], Any] | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """Something that happened to a row: when, what, and a detail."""

    at: datetime
    what: str
    detail: str = ""


class ActsAdmin(LedgerAdmin):
    """A row with its facts and its timeline, and below it the acts that are possible now."""

    acts: tuple[Act, ...] = ()
    refusals: dict[type[Exception], str | Promise] = {}
    change_form_template = "admin/row.html"

    def get_urls(self) -> list[URLPattern]:
        """One address for every act."""
        name = f"{self.opts.app_label}_{self.opts.model_name}_act"
        return [
            path("<int:row_id>/<slug:act>/do/", self.admin_site.admin_view(self.do), name=name),
            *super().get_urls(),
        ]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> Any:
        """The facts, the timeline, and what can be done."""
        row = self.get_queryset(request).filter(pk=object_id).first() if object_id.isdigit() else None
        context = {"acts": self.possible(request, row), "steps": self.steps(row)} if row else {}
        return super().change_view(request, object_id, form_url, {**context, **(extra_context or {})})

    def possible(self, request: HttpRequest, row: models.Model) -> list[Act]:
        """What this member of staff can do with this row now."""
        return [act for act in self.acts if act.is_there(row)] if self.has_decide_permission(request) else []

    def steps(self, row: Any) -> "list[Step]":
        """The timeline of a row, oldest first: each state that it came to, and why."""
        known = getattr(self.model, "State", None)
        if known is None:
            return []
        names = dict(known.choices)
        return [
            Step(one.at, str(names.get(one.went_to, one.went_to)), one.why) for one in states.history(row)
        ]

    def do(self, request: HttpRequest, row_id: int, act: str) -> HttpResponse:
        """The page of one act: a form, and what became of it."""
        self.check_right(request)
        row = get_object_or_404(self.get_queryset(request), pk=row_id)
        chosen = next((one for one in self.possible(request, row) if one.name == act), None)
        if chosen is None:
            if any(one.name == act and one.is_there(row) for one in self.acts):
                raise PermissionDenied  # somebody else may do this
            raise Http404
        sent = (request.POST, request.FILES) if request.method == "POST" else ()
        form = self.make_form(chosen, row, *sent)
        if form.is_bound and form.is_valid():
            answer = self._carried_out(request, row, chosen, form)
            if answer is not None:
                return answer
        about = {"row": row, "form": form, "act": chosen, "errors": form.is_bound and form.errors}
        return self.act_page(request, str(chosen.title), **about)

    def make_form(self, act: Act, row: Any, *sent: Any) -> forms.Form:
        """The questions of an act; a room whose questions depend on the row asks them here."""
        return act.form(act.asks_about(row), *sent) if act.asks_about else act.form(*sent)

    def act_page(self, request: HttpRequest, title: str, **context: Any) -> HttpResponse:
        """A form in the frame of the desk."""
        return self.page(request, "../../act.html", title, **context)

    def _carried_out(
        self, request: HttpRequest, row: models.Model, act: Act, form: forms.Form
    ) -> HttpResponse | None:
        try:
            answer = act.carry_out(row, form.cleaned_data, actor(request))
        except tuple(self.refusals) as refusal:
            form.add_error(None, str(self.refusals[type(refusal)]))
            return None
        self.log_change(request, row, act.name)
        messages.success(request, _("%(number)s: done.") % {"number": row})
        return answer or redirect(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", row.pk)


class NoAnswers(forms.Form):
    """Nothing to fill in: only to be sure."""


def badge(state: str, word: object) -> SafeString:
    """A state as an icon and a word in its tone."""
    look = look_of(state)
    return mark_safe(  # noqa: S308 - our own template, which escapes the word
        render_to_string("_badge.html", {"tone": look.tone, "icon_name": look.icon, "word": word})
    )


class Words(forms.CharField):
    """Some lines of text."""

    widget = forms.Textarea(attrs={"rows": 6})
