"""The desk of customer service: the queue, answers, notes for colleagues, and what a question is about."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from contracts.devices import papers
from contracts.service.admin.patient_data import ACT as REMOVE_PATIENT_DATA
from contracts.service.forms.cases import LinkForm, StaffCaseForm
from contracts.service.models import AnswerTemplate, Case, CaseAttachment
from contracts.service.services import cases
from contracts.service.services.cases import Asker, Said
from contracts.service.services.patient_data import texts_removed_from
from d4d.foundation import clock
from privacy import people
from privacy.acts import Act, ActsAdmin, NoAnswers, Words, badge
from privacy.staff import StaffAdmin, actor


class AnswerForm(forms.Form):
    """Our answer: one that we give often, or in words of our own."""

    template = forms.ModelChoiceField(
        label=_("An answer that we give often"),
        queryset=AnswerTemplate.objects.order_by("title"),
        required=False,
        help_text=_("Stands above your own words."),
    )
    text = Words(label=_("Your own words"), max_length=6_000, required=False)
    solves = forms.BooleanField(label=_("The question is solved with this"), required=False)

    def clean(self) -> dict[str, Any]:
        """An answer says something."""
        data = super().clean() or self.cleaned_data
        if not data.get("template") and not data.get("text"):
            self.add_error("text", _("Choose an answer or write one."))
        return data


class NoteForm(forms.Form):
    """A note for colleagues."""

    text = Words(
        label=_("Note"),
        max_length=4_000,
        help_text=_("Colleagues read it, and whoever asks for a copy of their data. Facts, no opinions."),
    )


def _answer(row: Case, answers: dict[str, Any], by: UUID) -> None:
    often = answers["template"].in_language(row.language) if answers["template"] else ""
    text = "\n\n".join(part for part in (often, answers["text"]) if part)
    cases.answer(row.pk, text, by=by, solves=answers["solves"])


def _note(row: Case, answers: dict[str, Any], by: UUID) -> None:
    cases.note(row.pk, answers["text"], by=by)


def _take_on(row: Case, answers: dict[str, Any], by: UUID) -> None:
    cases.take_on(row.pk, by=by)


def _solve(row: Case, answers: dict[str, Any], by: UUID) -> None:
    cases.solve(row.pk, by=by)


def _link(row: Case, answers: dict[str, Any], by: UUID) -> None:
    found = {name: answers[name] for name in ("practice", "order_row", "device_row")}
    cases.link(
        row.pk,
        practice_id=found["practice"].pk if found["practice"] else None,
        order_id=found["order_row"].pk if found["order_row"] else None,
        device_id=found["device_row"].pk if found["device_row"] else None,
        person=people.find(row.email) if answers["is_sure"] and row.email else None,
    )


def _always(_row: Case) -> bool:
    return True


def _is_open(row: Case) -> bool:
    return row.state != Case.State.SOLVED


class Waiting(admin.SimpleListFilter):
    """Which questions somebody must see to."""

    title = _("to be answered")
    parameter_name = "waiting"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Ours, late ones, and those that nobody took on."""
        return [("us", _("waiting for us")), ("late", _("too late")), ("nobody", _("without an owner"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """The rows of one of these piles."""
        piles = {
            "us": queryset.for_us,
            "late": lambda: queryset.overdue(clock.now()),
            "nobody": queryset.without_owner,
        }
        pile = piles.get(self.value() or "")
        return pile() if pile else queryset


@admin.register(Case)
class CaseAdmin(ActsAdmin):
    """Every question, those whose answer is due first on top."""

    list_display = ("number", "about", "practice", "channel", "clock", "due_at", "received_at")
    list_filter = (Waiting, "state", "channel")
    list_select_related = ("practice",)
    search_fields = ("=number", "=email", "=practice__number", "=order__number", "=device__serial")
    ordering = ("due_at", "-pk")
    readonly_fields = ("seen_to_by", "sender")
    change_form_template = "admin/service/case/row.html"
    fieldsets = (
        (None, {"fields": ("number", "about", "state", "channel", "seen_to_by")}),
        (_("From"), {"fields": ("name", "email", "sender", "practice", "order", "device")}),
        (_("Clock"), {"fields": ("received_at", "due_at", "first_answered_at", "closed_at")}),
    )
    acts = (
        Act("answer", _("Answer"), AnswerForm, _answer, lambda row: bool(row.email)),
        Act("note", _("Add a note"), NoteForm, _note, _always),
        Act("take-on", _("I see to this"), NoAnswers, _take_on, _is_open),
        Act("link", _("What it is about"), LinkForm, _link, _always),
        Act("solve", _("Solved"), NoAnswers, _solve, _is_open),
        REMOVE_PATIENT_DATA,
    )

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Whoever takes a call writes it down."""
        return self.has_decide_permission(request)

    def get_urls(self) -> list[URLPattern]:
        """Also the files that came along."""
        view = self.admin_site.admin_view(self.attachment)
        return [
            path("<int:case_id>/bijlage/<int:pk>/", view, name="service_case_attachment"),
            *super().get_urls(),
        ]

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        """Write down a question that came by telephone."""
        self.check_right(request)
        form = StaffCaseForm(request.POST if request.method == "POST" else None)
        if form.is_bound and form.is_valid():
            case = _written_down(form.cleaned_data, actor(request))
            messages.success(
                request, gettext("Question %(number)s is written down.") % {"number": case.number}
            )
            return redirect("admin:service_case_change", case.pk)
        return self.act_page(request, gettext("A question by telephone"), form=form, errors=form.errors)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> Any:
        """The question, what was said, and what colleagues noted."""
        more = dict(extra_context or {})
        if row := Case.objects.filter(pk=object_id).first() if object_id.isdecimal() else None:
            said = list(row.messages.prefetch_related("attachments").order_by("pk"))
            more |= {
                "said": said,
                "texts_removed": texts_removed_from(row, said),
                "notes": [(note, people.name(note.author)) for note in row.notes.order_by("pk")],
            }
        return super().change_view(request, object_id, form_url, more)

    def attachment(self, request: HttpRequest, case_id: int, pk: int) -> HttpResponseBase:
        """A file that came along; that it was opened is written down."""
        self.check_right(request)
        case = get_object_or_404(self.get_queryset(request), pk=case_id)
        found = get_object_or_404(CaseAttachment, pk=pk, message__case=case)
        self.seen(request, case_id, "file")
        return papers.sent(found.file, f"{case.number}-{found.pk}")

    @admin.display(description=_("state"), ordering="state")
    def clock(self, row: Case) -> SafeString:
        """Its state, or that the answer is late."""
        standing = row.standing()
        words = {"overdue": _("too late")}
        return badge(standing, words.get(standing, row.get_state_display()))

    @admin.display(description=_("sender"))
    def sender(self, row: Case) -> SafeString | str:
        """Whether we know that the question comes from the address that it names."""
        if row.channel != Case.Channel.MAIL:
            return "–"
        is_known = row.person is not None or not row.messages.filter(is_proven=False).exists()
        word = _("confirmed") if is_known else _("sender not confirmed")
        return badge("confirmed" if is_known else "unconfirmed", word)

    @admin.display(description=_("who sees to it"))
    def seen_to_by(self, row: Case) -> str:
        """The colleague who took it on."""
        return people.name(row.owner) or "–"


@admin.register(AnswerTemplate)
class AnswerTemplateAdmin(StaffAdmin):
    """Answers that we give often, in both languages."""

    list_display = ("title",)
    search_fields = ("title",)
    ordering = ("title",)


def _written_down(answers: dict[str, Any], by: UUID) -> Case:
    practice = answers["customer"]
    email = answers["email"]
    asker = Asker(
        answers["name"],
        email,
        person=people.find(email) if email else None,
        practice_id=practice.pk if practice else None,
    )
    return cases.open_case(asker, answers["about"], Said(answers["text"]), channel=Case.Channel.PHONE, by=by)
