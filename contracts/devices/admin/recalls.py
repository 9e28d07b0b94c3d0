"""Recalls at the desk: look who got the goods, write to all of them, follow the answers, report."""

import csv
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import admin
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from contracts.devices.forms.recalls import AnswerForm, ConclusionForm, GoodsForm, PrepareForm
from contracts.devices.models import Recall, RecallNotice, Trace
from contracts.devices.services import recalls
from d4d.chart import BarChart
from d4d.foundation.spreadsheet import harmless
from privacy.acts import Act, ActsAdmin, NoAnswers, badge
from privacy.disclosure import disclose
from privacy.staff import actor
from privacy.vocabulary import AUTHORITY, TRACING
from privacy.watch import look_at

_COLUMNS = ("customer_number", "kvk_number", "practice_name", "street_line", "postcode", "city", "country")
_GIVEN = (
    "customer_number",
    "kvk_number",
    "practice",
    "street",
    "house_number",
    "addition",
    "postcode",
    "city",
    "country",
)


def _start(row: Recall, answers: dict[str, Any], by: UUID) -> None:
    recalls.start(row.pk, by=by)


def _withdraw(row: Recall, answers: dict[str, Any], by: UUID) -> None:
    recalls.withdraw(row.pk, by=by)


def _close(row: Recall, answers: dict[str, Any], by: UUID) -> None:
    recalls.close(row.pk, answers["conclusion"], by=by)


def _is_prepared(row: Recall) -> bool:
    return row.state == Recall.State.PREPARED


def _is_running(row: Recall) -> bool:
    return row.state == Recall.State.RUNNING


@admin.register(Recall)
class RecallAdmin(ActsAdmin):
    """Every recall, with the practices that got the goods and what they answered."""

    list_display = ("number", "title", "called_back", "standing", "answers", "started_at", "closed_at")
    list_filter = ("state",)
    search_fields = ("=number", "=lot", "=serial", "=udi_di", "title")
    ordering = ("-pk",)
    readonly_fields = ("called_back",)
    change_form_template = "admin/devices/recall/row.html"
    fieldsets = (
        (None, {"fields": ("number", "state", "title", "called_back", "reference", "instruction")}),
        (_("How it went"), {"fields": ("started_at", "closed_at", "conclusion")}),
    )
    refusals = {recalls.NotRunning: _("This recall is not running.")}
    acts = (
        Act(
            "start",
            _("Write to all of them"),
            NoAnswers,
            _start,
            _is_prepared,
            _("Each practice gets one letter: by mail, or on paper where no mailbox is known."),
            is_grave=True,
        ),
        Act("withdraw", _("Not needed after all"), NoAnswers, _withdraw, _is_prepared),
        Act("close", _("Close and report"), ConclusionForm, _close, _is_running),
    )

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Whoever handles recalls prepares them."""
        return self.has_decide_permission(request)

    def get_queryset(self, request: HttpRequest) -> Any:
        """Each with its answers, counted for all rows in one question."""
        return super().get_queryset(request).with_answers()

    def get_urls(self) -> list[URLPattern]:
        """Also the list for the authority and the report."""
        view = self.admin_site.admin_view
        return [
            path("<int:recall_id>/lijst.csv", view(self.listing), name="devices_recall_listing"),
            path("<int:recall_id>/verslag.pdf", view(self.report), name="devices_recall_report"),
            *super().get_urls(),
        ]

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        """Enter or scan the goods, see who got them, and prepare the recall."""
        self.check_right(request)
        is_asked = "prepare" in request.POST
        form = PrepareForm(request.POST) if is_asked else GoodsForm(request.GET or None)
        marks = form.marks() if form.is_bound and form.is_valid() else {}
        if is_asked and marks:
            try:
                row = recalls.prepare(marks, **_about(form), by=actor(request))
                return redirect("admin:devices_recall_change", row.pk)
            except recalls.NobodyGotThem:
                form.add_error("goods", _("Nobody got goods with these marks from us."))
        if not is_asked and form.is_bound:
            form = PrepareForm(initial={"goods": request.GET.get("goods", "")})
        found = self._found(request, marks)
        title = gettext("Prepare a recall")
        return self.page(request, "add.html", title, form=form, marks=marks, found=found, errors=form.errors)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> Any:
        """The recall, its practices and how far they are."""
        more = dict(extra_context or {})
        if row := Recall.objects.filter(pk=object_id).first() if object_id.isdecimal() else None:
            more |= {
                "found": self._found(request, row.marks) if _is_prepared(row) else [],
                "notices": row.notices.select_related("trace").order_by("state", "pk"),
                "chart": _progress(row),
                "to_print": row.notices.to_print().count(),
            }
        return super().change_view(request, object_id, form_url, more)

    def _found(self, request: HttpRequest, marks: dict[str, str]) -> list[recalls.Customer]:
        """Who got the goods; that staff looked is written down for each of them."""
        found = recalls.customers(marks)
        for one in found:
            look_at(request, Trace, one.trace.subject.uuid, "recall")
        return found

    def listing(self, request: HttpRequest, recall_id: int) -> HttpResponse:
        """For the authority: every practice with its pieces and answer; that it was given is logged."""
        self.check_right(request)
        row = get_object_or_404(Recall, pk=recall_id)
        self.seen(request, recall_id, "file")
        response = HttpResponse(content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{row.number}.csv"'
        response.write("\ufeff")
        sheet = csv.writer(response, delimiter=";")
        sheet.writerow([*_COLUMNS, "pieces", "left", "used", "state", "acknowledged_at"])
        for notice in row.notices.select_related("trace", "subject").order_by("pk"):
            disclose(
                AUTHORITY,
                dict.fromkeys(_GIVEN, True),
                partial(sheet.writerow, _line(notice)),
                subject=notice.subject.uuid,
                occasion=f"recall {row.number}",
                purpose=TRACING,
            )
        return response

    def report(self, request: HttpRequest, recall_id: int) -> FileResponse:
        """The report as it was made when the recall was closed."""
        self.check_right(request)
        row = get_object_or_404(Recall.objects.exclude(report=""), pk=recall_id)
        return FileResponse(row.report.open("rb"), as_attachment=True, filename=f"{row.number}.pdf")

    @admin.display(description=_("goods"))
    def called_back(self, row: Recall) -> str:
        """The marks on the goods."""
        return row.goods

    @admin.display(description=_("state"), ordering="state")
    def standing(self, row: Recall) -> SafeString:
        """Its state as a badge."""
        return badge(row.state, row.get_state_display())

    @admin.display(description=_("answered"))
    def answers(self, row: Any) -> str:
        """How many of how many practices."""
        return f"{row.practices - row.waited_for} / {row.practices}"


def _posted(row: RecallNotice, answers: dict[str, Any], by: UUID) -> None:
    recalls.mark_sent(row.pk, row.turn, by=by)


def _answered(row: RecallNotice, answers: dict[str, Any], by: UUID) -> None:
    recalls.acknowledge(row.pk, left=answers["left"], used=answers["used"], by=by)


def _lies_ready(row: RecallNotice) -> bool:
    return row.way == RecallNotice.Way.PAPER and row.state == RecallNotice.State.WAITING and bool(row.letter)


@admin.register(RecallNotice)
class RecallNoticeAdmin(ActsAdmin):
    """The letters: those on paper are printed and posted here, and answers by telephone written down."""

    list_display = ("recall", "customer", "pieces", "way", "standing", "turn", "sent_at", "acknowledged_at")
    list_filter = ("state", "way", "recall")
    list_select_related = ("recall", "trace")
    search_fields = ("=trace__customer_number", "=recall__number")
    ordering = ("-recall", "state", "pk")
    readonly_fields = ("customer",)
    fields = (
        "recall", "customer", "pieces", "way", "state", "turn", "sent_at", "acknowledged_at", "pieces_left",
        "pieces_used",
    )  # fmt: skip
    change_form_template = "admin/devices/recallnotice/row.html"
    acts = (
        Act("posted", _("It is in the post"), NoAnswers, _posted, _lies_ready),
        Act(
            "answered",
            _("They answered by telephone or letter"),
            AnswerForm,
            _answered,
            lambda row: row.state != RecallNotice.State.ACKNOWLEDGED and _is_running(row.recall),
        ),
    )
    refusals = {
        recalls.NotRunning: _("This recall is not running."),
        recalls.NotThatManyPieces: _("That is more than we shipped."),
    }

    def get_queryset(self, request: HttpRequest) -> Any:
        """Also letters to practices that were erased: the law wants those reached as well."""
        return RecallNotice.objects.select_related("recall", "trace", "subject")

    def get_urls(self) -> list[URLPattern]:
        """Also the letter on paper."""
        view = self.admin_site.admin_view(self.letter)
        return [
            path("<int:notice_id>/brief.pdf", view, name="devices_recallnotice_letter"),
            *super().get_urls(),
        ]

    def letter(self, request: HttpRequest, notice_id: int) -> FileResponse:
        """The letter to be printed."""
        self.check_right(request)
        row = get_object_or_404(RecallNotice, pk=notice_id)
        if not row.letter:
            raise Http404
        self.seen(request, notice_id, "file")
        return FileResponse(row.letter.open("rb"), content_type="application/pdf")

    @admin.display(description=_("practice"))
    def customer(self, row: RecallNotice) -> str:
        """Name and number, as the ledger has them."""
        return f"{row.trace.practice_name} ({row.trace.customer_number})"

    @admin.display(description=_("state"), ordering="state")
    def standing(self, row: RecallNotice) -> SafeString:
        """Its state as a badge."""
        return badge(row.state, row.get_state_display())


def _about(form: Any) -> dict[str, str]:
    return {name: form.cleaned_data[name] for name in ("title", "instruction", "reference")}


def _line(notice: RecallNotice) -> list[Any]:
    answer = [notice.pieces, notice.pieces_left, notice.pieces_used, notice.state, notice.acknowledged_at]
    return [*(harmless(getattr(notice.trace, name)) for name in _COLUMNS), *answer]


def _progress(row: Recall) -> BarChart:
    """How many practices are how far."""
    counted = {state: row.notices.filter(state=state).count() for state in RecallNotice.State.values}
    figures = [(str(RecallNotice.State(state).label), count) for state, count in counted.items()]
    return BarChart(gettext("Practices"), figures)
