"""The request desk: what people ask, by when, and everything that can be done about it."""

from datetime import datetime, time
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import admin, messages
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from d4d.foundation import clock
from privacy import erasure, objection, people, words
from privacy.acts import Act, ActsAdmin, NoAnswers, Step, badge
from privacy.admin.request_forms import DecisionForm, EntryForm, ReasonForm, RecogniseForm
from privacy.models import ErasureRun, Request
from privacy.requests import deciding, identity, receiving
from privacy.staff import actor
from privacy.vocabulary import PURPOSES, RESTRICTION_GROUNDS


class StandingFilter(admin.SimpleListFilter):
    """How it stands with the legal date."""

    title = _("clock")
    parameter_name = "clock"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Waiting, too late, standing still, or answered."""
        return [
            ("running", _("waiting")),
            ("overdue", _("too late")),
            ("paused", _("clock stands still")),
            ("closed", _("answered")),
        ]

    def queryset(self, request: HttpRequest, queryset: Any) -> "QuerySet[Request]":
        """The requests that stand so."""
        rows: QuerySet[Request] = queryset
        if self.value() == "running":
            return rows.filter(closed_at=None)
        if self.value() == "overdue":
            return rows.filter(closed_at=None, paused_on=None, due_on__lt=clock.today())
        if self.value() == "paused":
            return rows.exclude(paused_on=None)
        return rows.exclude(closed_at=None) if self.value() == "closed" else rows


def _ask(row: Request, answers: dict[str, Any], by: UUID) -> None:
    identity.ask(row.pk, by=by)


def _recognise(row: Request, answers: dict[str, Any], by: UUID) -> None:
    subject = people.find(answers["email"]) if answers["email"] else None
    identity.recognise(row.pk, subject, by=by)


def _extend(row: Request, answers: dict[str, Any], by: UUID) -> None:
    deciding.extend(row.pk, answers["reason"], by=by)


def _decide(row: Request, answers: dict[str, Any], by: UUID) -> None:
    is_carried_out = answers["outcome"] in {Request.State.GRANTED, Request.State.PARTLY}
    if row.kind == Request.Kind.ERASURE and is_carried_out and row.subject and row.identity:
        erasure.ask(row.subject, origin=ErasureRun.Origin.STAFF, by=by)  # which answers it when it is done
        return
    deciding.decide(row.pk, answers["outcome"], article=answers["article"], answer=answers["answer"], by=by)


def _may_be_decided(row: Request) -> bool:
    return row.is_running and not ErasureRun.objects.open().filter(request=row).exists()


def _may_be_asked(row: Request) -> bool:
    reachable = bool(row.email) or row.subject is not None
    return row.state == Request.State.RECEIVED and not row.identity and reachable


def _may_be_extended(row: Request) -> bool:
    return row.is_running and row.extended_on is None and clock.today() <= row.original_due_on


@admin.register(Request)
class RequestAdmin(ActsAdmin):
    """Requests about personal data, the most urgent first."""

    list_display = ("number", "kind", "clock", "due_on", "state", "source", "received_at")
    list_filter = (StandingFilter, "kind", "source")
    search_fields = ("=number", "name", "=email")
    search_help_text = _("Number, name or e-mail address")
    ordering = (F("closed_at").desc(nulls_first=True), "due_on", "pk")
    readonly_fields = ("who", "clock", "concerning", "journal", "law")
    fieldsets = (
        (None, {"fields": ("number", "kind", "concerning", "state", "clock", "source")}),
        (_("Who"), {"fields": ("who", "name", "email", "language", "identity", "journal")}),
        (_("Question"), {"fields": ("text", "statement")}),
        (
            _("Term"),
            {
                "fields": (
                    "received_at",
                    "due_on",
                    "original_due_on",
                    "paused_on",
                    "extended_on",
                    "extension_reason",
                )
            },
        ),
        (_("Answer"), {"fields": ("law", "answer", "closed_at")}),
    )
    refusals = {
        erasure.CannotBeErased: _("Something must be ended first: open orders, debts or contracts."),
        deciding.IdentityUnknown: _("First make sure who asks: nothing is granted to a stranger."),
        deciding.ReasonMissing: _("Give the article and the reasons: the law asks for them in the letter."),
        deciding.CannotBeExtended: _("An answer is extended once, within the first month."),
    }
    acts = (
        Act("decide", _("Answer the request"), DecisionForm, _decide, _may_be_decided),
        Act(
            "identity",
            _("Ask who it is"),
            NoAnswers,
            _ask,
            _may_be_asked,
            _("A link goes to the mailbox; it asks for a customer or order number. The clock stops."),
        ),
        Act(
            "recognise",
            _("We know who it is"),
            RecogniseForm,
            _recognise,
            lambda row: row.is_running and not row.identity,
        ),
        Act(
            "extend",
            _("Extend by two months"),
            ReasonForm,
            _extend,
            _may_be_extended,
            _("Only for complex or many requests; the letter with the reason leaves at once."),
        ),
    )

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Whoever decides also writes down what came by telephone, mail or paper."""
        return self.has_decide_permission(request)

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        """Write down a request that did not come through the site."""
        self.check_right(request)
        form = EntryForm(request.POST if request.method == "POST" else None)
        if form.is_bound and form.is_valid():
            row = _entered(form, actor(request))
            messages.success(request, gettext("Request %(number)s runs.") % {"number": row.number})
            return redirect("admin:privacy_request_change", row.pk)
        return self.act_page(request, gettext("Write down a request"), form=form, errors=form.errors)

    def steps(self, row: Request) -> list[Step]:
        """The timeline, in words."""
        details = dict([*Request.Source.choices, *Request.Identity.choices, *words.LAWS.items()])
        return [
            Step(
                event.at,
                words.step(event.what),
                str(details.get(event.detail, event.detail) if event.detail else ""),
            )
            for event in row.events.order_by("pk")
        ]

    @admin.display(description=_("clock"), ordering="due_on")
    def clock(self, row: Request) -> SafeString:
        """How it stands with the legal date, in a word and a colour."""
        return badge(row.standing, _word_of(row))

    @admin.display(description=_("about"))
    def concerning(self, row: Request) -> str:
        """The use objected to, or the ground of the restriction."""
        if row.about == objection.MARKETING:
            return gettext("Marketing")
        use = PURPOSES.get(row.about)
        return str(use.label if use else RESTRICTION_GROUNDS.get(row.about, "–"))

    @admin.display(description=_("article of law"))
    def law(self, row: Request) -> str:
        """The article on which the answer rests."""
        return row.law or "–"

    @admin.display(description=_("person"))
    def who(self, row: Request) -> str:
        """Who it is, once we are sure."""
        return people.name(row.subject) or gettext("not known yet")

    @admin.display(description=_("journal"))
    def journal(self, row: Request) -> SafeString | str:
        """The way to who of the staff looked at this person."""
        if row.subject is None:
            return "–"
        target = f"{reverse('admin:privacy_look_changelist')}?q={row.subject}"
        return format_html('<a href="{}">{}</a>', target, gettext("Who looked"))


def _entered(form: forms.Form, by: UUID) -> Request:
    answers = form.cleaned_data
    received_at = datetime.combine(answers["received_on"], time(12), clock.AMSTERDAM)
    return receiving.by_staff(
        answers["kind"],
        by=by,
        source=answers["source"],
        received_at=min(received_at, clock.now()),
        name=answers["name"],
        email=answers["email"],
        text=answers["text"],
        about=answers["about"],
        subject=people.find(answers["email"]) if answers["email"] else None,
    )


def _word_of(row: Request) -> str:
    if not row.is_running:
        return str(row.get_state_display())
    if row.paused_on:
        return gettext("clock stands still")
    days = abs(row.days_left)
    if row.days_left < 0:
        return ngettext("%(days)s day too late", "%(days)s days too late", days) % {"days": days}
    return ngettext("%(days)s day left", "%(days)s days left", days) % {"days": days}
