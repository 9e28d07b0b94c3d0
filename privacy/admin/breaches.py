"""The register of data breaches, with its clock of 72 hours."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from d4d.foundation import clock
from privacy import breaches, words
from privacy.acts import Act, ActsAdmin, Step, Words, badge
from privacy.models import Breach
from privacy.staff import actor

_DATE: dict[str, Any] = {"type": "date", "aria-label": _("Date")}
_TIME: dict[str, Any] = {"type": "time", "aria-label": _("Time")}


class RecordForm(forms.Form):
    """What happened, and since when we know. No names of people: what happened to how many is enough."""

    title = forms.CharField(label=_("What happened, in one line"), max_length=120)
    aware_at = forms.SplitDateTimeField(
        label=_("Since when we know"),
        help_text=_("The 72 hours count from this moment."),
        widget=forms.SplitDateTimeWidget(
            date_attrs=_DATE, time_attrs=_TIME, date_format="%Y-%m-%d", time_format="%H:%M"
        ),
    )
    note = Words(label=_("What happened, and what was done at once"), max_length=4000)

    def clean_aware_at(self) -> Any:
        """Not a moment to come."""
        moment = self.cleaned_data["aware_at"]
        if moment > clock.now():
            raise ValidationError(_("This moment is still to come."))
        return moment


class AssessForm(forms.Form):
    """How bad it is."""

    risk = forms.ChoiceField(label=_("Risk for people"), choices=Breach.Risk.choices)
    people_count = forms.IntegerField(label=_("Number of people"), required=False, min_value=0)
    note = Words(label=_("Why we think so"), max_length=4000)


class ReportForm(forms.Form):
    """That the AP knows."""

    reference = forms.CharField(label=_("Reference of the AP"), max_length=40)
    late_because = Words(label=_("Why later than 72 hours"), required=False, max_length=2000)


class ReasonForm(forms.Form):
    """A reason that the AP may read."""

    reason = Words(label=_("The reason"), max_length=2000)


class InformForm(forms.Form):
    """Whom we told, or why not."""

    count = forms.IntegerField(label=_("Number of people informed"), min_value=0)
    reason = Words(label=_("Why people were not informed"), required=False, max_length=2000)

    def clean(self) -> dict[str, Any]:
        """Nobody informed needs a reason."""
        data = super().clean() or self.cleaned_data
        if data.get("count") == 0 and not data.get("reason"):
            self.add_error("reason", _("Say why nobody had to be informed."))
        return data


class NoteForm(forms.Form):
    """A line on the timeline."""

    note = Words(label=_("Note"), max_length=4000)


def _assess(row: Breach, answers: dict[str, Any], by: UUID) -> None:
    breaches.assess(row.pk, answers["risk"], answers["people_count"], by=by, note=answers["note"])


def _report(row: Breach, answers: dict[str, Any], by: UUID) -> None:
    breaches.report(row.pk, answers["reference"], late_because=answers["late_because"], by=by)


def _leave(row: Breach, answers: dict[str, Any], by: UUID) -> None:
    breaches.leave_unreported(row.pk, answers["reason"], by=by)


def _inform(row: Breach, answers: dict[str, Any], by: UUID) -> None:
    breaches.inform(row.pk, answers["count"], answers["reason"], by=by)


def _note(row: Breach, answers: dict[str, Any], by: UUID) -> None:
    breaches.write(row, "noted", note=answers["note"], by=by)


def _close(row: Breach, answers: dict[str, Any], by: UUID) -> None:
    breaches.close(row.pk, note=answers["note"], by=by)


def _is_open(row: Breach) -> bool:
    return row.state == Breach.State.OPEN


@admin.register(Breach)
class BreachAdmin(ActsAdmin):
    """Every breach, reported or not."""

    list_display = ("number", "title", "clock", "risk", "aware_at", "due_at", "reported_at", "state")
    list_filter = ("state", "risk")
    search_fields = ("=number", "title", "=ap_reference")
    ordering = ("-pk",)
    readonly_fields = ("clock",)
    fieldsets = (
        (None, {"fields": ("number", "title", "state", "clock", "aware_at", "due_at")}),
        (_("Risk"), {"fields": ("risk", "people_count")}),
        (
            _("Report to the AP"),
            {"fields": ("reported_at", "ap_reference", "late_because", "not_reported_because")},
        ),
        (_("People"), {"fields": ("informed_at", "informed_count", "not_informed_because")}),
    )
    refusals = {
        breaches.NotFinished: _(
            "Something is missing: the report or why not, why it was late, or whether people were informed."
        )
    }
    acts = (
        Act("assess", _("Assess the risk"), AssessForm, _assess, _is_open),
        Act(
            "report",
            _("Reported to the AP"),
            ReportForm,
            _report,
            lambda row: _is_open(row) and row.reported_at is None,
        ),
        Act(
            "unreported",
            _("Not to be reported"),
            ReasonForm,
            _leave,
            lambda row: _is_open(row) and row.reported_at is None,
            _("Only when a risk for people is unlikely (GDPR art. 33(1))."),
        ),
        Act("inform", _("People informed"), InformForm, _inform, _is_open),
        Act("note", _("Add a note"), NoteForm, _note, _is_open),
        Act("close", _("Close the file"), NoteForm, _close, _is_open),
    )

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Whoever handles breaches records them."""
        return self.has_decide_permission(request)

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        """Record a breach at once."""
        self.check_right(request)
        sent = request.POST if request.method == "POST" else None
        form = RecordForm(sent, initial={"aware_at": clock.now()})
        if form.is_bound and form.is_valid():
            row = breaches.record(**form.cleaned_data, by=actor(request))
            messages.success(request, gettext("Breach %(number)s is recorded.") % {"number": row.number})
            return redirect("admin:privacy_breach_change", row.pk)
        return self.act_page(request, gettext("Record a data breach"), form=form, errors=form.errors)

    def steps(self, row: Breach) -> list[Step]:
        """The timeline, in words."""
        return [Step(event.at, words.step(event.what), event.note) for event in row.events.order_by("pk")]

    @admin.display(description=_("72 hours"), ordering="due_at")
    def clock(self, row: Breach) -> SafeString:
        """How much of the 72 hours is left."""
        return badge(row.standing, _word_of(row))


def _word_of(row: Breach) -> str:
    over = {"closed": _("closed"), "reported": _("reported"), "recorded": _("not reported, with reason")}
    if row.standing in over:
        return str(over[row.standing])
    hours = abs(row.left) // timedelta(hours=1)
    if row.left < timedelta(0):
        return ngettext("%(hours)s hour too late", "%(hours)s hours too late", hours) % {"hours": hours}
    return ngettext("%(hours)s hour left", "%(hours)s hours left", hours) % {"hours": hours}
