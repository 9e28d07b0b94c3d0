"""Erasures at the desk: asked for by staff on request, taken back in time, and what became of them."""

from typing import Any
from uuid import UUID

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from privacy import erasure, people
from privacy.acts import Act, ActsAdmin, NoAnswers, badge
from privacy.erasure import receipt
from privacy.models import DataSubject, ErasureRun, RetentionRun
from privacy.staff import LedgerAdmin, actor
from privacy.watch import look_at


def _take_back(row: ErasureRun, answers: dict[str, Any], by: UUID) -> None:
    erasure.take_back(row.pk, by=by)


@admin.register(ErasureRun)
class ErasureRunAdmin(ActsAdmin):
    """Erasures of people and practices, the newest first; no name outlives them here."""

    list_display = ("uuid", "who", "origin", "standing", "asked_at", "due_at", "finished_at")
    list_filter = ("state", "origin")
    search_fields = ("=uuid",)
    search_help_text = _("Number of the receipt")
    ordering = ("-pk",)
    readonly_fields = ("who", "standing", "outcome", "mark")
    fields = (
        "uuid",
        "who",
        "origin",
        "standing",
        "asked_at",
        "due_at",
        "started_at",
        "finished_at",
        "outcome",
        "mark",
    )
    refusals = {erasure.CannotBeTakenBack: _("The erasure has begun and cannot be taken back any more.")}
    acts = (
        Act(
            "take-back",
            _("Take it back"),
            NoAnswers,
            _take_back,
            lambda row: row.may_be_taken_back,
            _("Nothing was erased yet; everything stays as it was, and the person gets a letter."),
        ),
    )

    def get_urls(self) -> list[URLPattern]:
        """And the page on which staff asks for one."""
        page = self.admin_site.admin_view(self.ask)
        return [path("<int:person_id>/vragen/", page, name="privacy_erasurerun_ask"), *super().get_urls()]

    def ask(self, request: HttpRequest, person_id: int) -> HttpResponse:
        """The same preview as people see themselves; then the same erasure."""
        self.check_right(request)
        subject = get_object_or_404(DataSubject, pk=person_id).uuid
        if request.method == "POST":
            try:
                run = erasure.ask(subject, origin=ErasureRun.Origin.STAFF, by=actor(request))
            except erasure.CannotBeErased:
                messages.error(request, gettext("Something must be ended first; see below."))
            else:
                messages.success(request, gettext("Asked for; the person has a letter about it."))
                return redirect("admin:privacy_erasurerun_change", run.pk)
        look_at(request, self.model, subject, "preview")
        title = gettext("Erase at the request of the person")
        about = {"preview": erasure.preview(subject), "name": people.name(subject)}
        return self.page(request, "ask.html", title, **about)

    @admin.display(description=_("person"))
    def who(self, row: ErasureRun) -> str:
        """How the desk calls them, as long as anybody knows."""
        return people.name(row.subject) or "–"

    @admin.display(description=_("state"), ordering="state")
    def standing(self, row: ErasureRun) -> SafeString:
        """How far it is."""
        return badge(row.state, row.get_state_display())

    @admin.display(description=_("what was done"))
    def outcome(self, row: ErasureRun) -> SafeString:
        """Rows of each table: gone, emptied, kept by which law until when, held."""
        if not row.finished_at:
            return format_html("–")
        paper = receipt.of(row, "nl")
        found = [
            *((gettext("Erased"), line) for line in paper.erased),
            *((gettext("Made anonymous"), line) for line in paper.emptied),
            *((gettext("Kept"), line) for line in paper.kept),
            *((gettext("Held back"), line) for line in paper.held),
        ]
        told = ((act, one.title, one.rows, one.law, one.until or "") for act, one in found)
        return format_html("{}", format_html_join("", "<div>{}: {} {} {} {}</div>", told))

    @admin.display(description=_("our mark over the receipt"))
    def mark(self, row: ErasureRun) -> str:
        """What must stand on a paper that somebody shows."""
        return receipt.mark_of(row) if row.finished_at else "–"


@admin.register(RetentionRun)
class RetentionRunAdmin(LedgerAdmin):
    """What the nights let go, rule by rule."""

    list_display = ("at", "rule", "as_of", "due", "left", "milliseconds")
    list_filter = ("left",)
    search_fields = ("rule",)
    ordering = ("-pk",)
