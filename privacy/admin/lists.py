"""Lists at the desk: given, looked at by a job, applied by somebody who read what they would do, undone."""

import csv
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import admin, messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from d4d.foundation.importing import batches, kinds
from d4d.foundation.importing.limits import MOST_BYTES
from d4d.foundation.importing.wrong import Unreadable
from d4d.foundation.models import ImportBatch
from privacy.acts import Act, ActsAdmin, NoAnswers, badge
from privacy.staff import actor

State = ImportBatch.State


class ListForm(forms.Form):
    """A list, and of what kind it is."""

    list_kind = forms.ChoiceField(label=gettext_lazy("What is in it"))
    file = forms.FileField(
        label=gettext_lazy("List"),
        help_text=gettext_lazy("CSV or Excel (XLSX), at most 20 MB and 25,000 rows."),
    )

    def __init__(self, allowed: list[kinds.Kind], *sent: Any) -> None:
        super().__init__(*sent)
        self.fields["list_kind"].choices = [(kind.code, kind.title) for kind in allowed]  # type: ignore[attr-defined]

    def clean_file(self) -> bytes:
        """The content; a file that is too large is not even read."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(Unreadable("too-large").words)
        content: bytes = file.read()
        return content


def _apply(row: ImportBatch, answers: dict[str, Any], by: UUID) -> None:
    batches.apply(row.pk, by=by)


def _undo(row: ImportBatch, answers: dict[str, Any], by: UUID) -> None:
    batches.undo(row.pk, by=by)


def _discard(row: ImportBatch, answers: dict[str, Any], by: UUID) -> None:
    batches.discard(row.pk, by=by)


@admin.register(ImportBatch)
class ImportBatchAdmin(ActsAdmin):
    """Lists that were read in; everybody sees the kinds that their role may take."""

    list_display = ("pk", "what", "standing", "new", "changed", "unchanged", "wrong", "created_at")
    list_filter = ("state",)
    ordering = ("-pk",)
    readonly_fields = ("what", "standing", "problems")
    fields = (
        ("what", "standing"),
        ("new", "changed", "unchanged", "wrong"),
        "problems",
        ("created_at", "ended_at"),
    )
    acts = (
        Act(
            "apply",
            gettext_lazy("Apply"),
            NoAnswers,
            _apply,
            lambda row: row.state == State.READY,
            gettext_lazy(
                "What the list says is written as a whole. It can be undone until something changes."
            ),
        ),
        Act(
            "discard",
            gettext_lazy("Discard"),
            NoAnswers,
            _discard,
            lambda row: row.state in {State.RECEIVED, State.READY},
            gettext_lazy("The file is thrown away; nothing was written."),
        ),
        Act(
            "undo",
            gettext_lazy("Undo"),
            NoAnswers,
            _undo,
            lambda row: row.state == State.APPLIED and row.new + row.changed > 0,
            gettext_lazy("Everything becomes as it was before, unless something was changed or used since."),
            is_grave=True,
        ),
    )

    def allowed(self, request: HttpRequest) -> list[kinds.Kind]:
        """The kinds of lists that this member of staff may take."""
        return [kind for kind in kinds.kinds() if request.user.has_perm(kind.permission)]

    def get_queryset(self, request: HttpRequest) -> Any:
        """Only lists of those kinds, without their files."""
        codes = [kind.code for kind in self.allowed(request)]
        return super().get_queryset(request).filter(kind__in=codes).defer("content")

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whoever may take any kind of list."""
        return bool(self.allowed(request))

    def has_module_permission(self, request: HttpRequest) -> bool:
        """The same."""
        return bool(self.allowed(request))

    def has_decide_permission(self, request: HttpRequest) -> bool:
        """The same; of another kind they see no list."""
        return bool(self.allowed(request))

    def get_urls(self) -> list[URLPattern]:
        """The list, the page to give one, and an empty example of each kind."""
        guarded = self.admin_site.admin_view
        return [
            path("read/", guarded(self.read), name="foundation_list_read"),
            path("example/<slug:kind>.csv", guarded(self.example), name="foundation_list_example"),
            *super().get_urls(),
        ]

    def read(self, request: HttpRequest) -> HttpResponse:
        """Take a list; a job looks at it, and nothing is written yet."""
        self.check_right(request)
        allowed = self.allowed(request)
        form = ListForm(allowed, *((request.POST, request.FILES) if request.method == "POST" else ()))
        if form.is_bound and form.is_valid():
            kind = kinds.find(form.cleaned_data["list_kind"])
            batch = batches.receive(kind, form.cleaned_data["file"], by=actor(request))
            messages.success(request, _("The list is being looked at; nothing is written yet."))
            return redirect("admin:foundation_importbatch_change", batch.pk)
        return self.page(request, "read.html", _("Read in a list"), form=form, kinds=allowed)

    def example(self, request: HttpRequest, kind: str) -> HttpResponse:
        """An empty list of a kind: the names of its columns, and one row as an example."""
        self.check_right(request)
        chosen = next((one for one in self.allowed(request) if one.code == kind), None)
        if chosen is None:
            raise Http404
        answer = HttpResponse(content_type="text/csv; charset=utf-8")
        answer["Content-Disposition"] = f'attachment; filename="{chosen.code}.csv"'
        answer.write("\ufeff")
        writer = csv.writer(answer, delimiter=";")
        writer.writerow(column.name for column in chosen.columns)
        writer.writerow(column.example for column in chosen.columns)
        return answer

    @admin.display(description=gettext_lazy("list"), ordering="kind")
    def what(self, row: ImportBatch) -> str:
        """What kind of list it is."""
        return str(kinds.find(row.kind).title)

    @admin.display(description=gettext_lazy("state"), ordering="state")
    def standing(self, row: ImportBatch) -> SafeString:
        """How far it is."""
        return badge(row.state, row.get_state_display())

    @admin.display(description=gettext_lazy("what is wrong"))
    def problems(self, row: ImportBatch) -> SafeString | str:
        """Each wrong row with its column and the reason."""
        told = [(_place(number, column), words) for number, column, words in row.complaints]
        return format_html_join("", "<p>{}{}</p>", told) if told else "–"


def _place(number: int, column: str) -> SafeString:
    """Where something is wrong; nothing where it is the list as a whole."""
    row = _("row %(row)s") % {"row": number} if number else ""
    return format_html("{} <strong>{}</strong>: ", row, column) if row or column else SafeString()
