"""Legal holds at the desk: placed with a reason and a day to look again, released once."""

from typing import Any
from uuid import UUID

from django import forms
from django.apps import apps
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from d4d.foundation import clock
from privacy import erasure, people
from privacy.acts import Act, ActsAdmin, NoAnswers, Words, badge
from privacy.models import Hold
from privacy.register import Personal, declarations
from privacy.staff import actor


class HoldForm(forms.Form):
    """Whose data, for which claim, which of it, and until when at most without a look."""

    whom = forms.CharField(
        label=_("Person or practice"),
        max_length=254,
        help_text=_("An e-mail address, a customer number, or the whole name of a practice."),
    )
    reason = Words(label=_("Which claim, and why it needs these data"), max_length=2000)
    tables = forms.MultipleChoiceField(
        label=_("What is held"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Nothing chosen: everything."),
    )
    rows = forms.CharField(
        label=_("Only these rows"),
        required=False,
        help_text=_("Numbers of rows with commas between them; empty: all rows of what is chosen."),
    )
    review_on = forms.DateField(
        label=_("Look again on"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["tables"].choices = _tables()  # type: ignore[attr-defined]

    def clean_whom(self) -> UUID:
        """Somebody whom we know, and one only."""
        found = people.called(self.cleaned_data["whom"])
        if not found:
            raise ValidationError(_("Nobody is known by this address, number or name."))
        if len(found) > 1:
            raise ValidationError(_("Several practices bear this name; give the customer number, please."))
        return found[0]

    def clean_rows(self) -> list[int]:
        """Numbers."""
        parts = [part.strip() for part in self.cleaned_data["rows"].split(",") if part.strip()]
        if not all(part.isascii() and part.isdigit() for part in parts):
            raise ValidationError(_("Numbers with commas between them, please."))
        return [int(part) for part in parts]

    def clean_review_on(self) -> Any:
        """A day to come."""
        day = self.cleaned_data["review_on"]
        if day <= clock.today():
            raise ValidationError(_("This day must be still to come."))
        return day

    def clean(self) -> dict[str, Any]:
        """Numbers are those of one table: in another the same number is another row."""
        data = super().clean() or self.cleaned_data
        if data.get("rows") and len(data.get("tables", [])) != 1:
            self.add_error("tables", _("Choose the one table of which these are the rows."))
        return data


def _tables() -> list[tuple[str, str]]:
    """Every table with personal data, by the words of the desk."""
    labels = [one.model for one in declarations().values() if _is_personal(one.columns.values())]
    return sorted(
        ((label, str(apps.get_model(label)._meta.verbose_name_plural).capitalize()) for label in labels),
        key=lambda pair: pair[1],
    )


def _is_personal(facts: Any) -> bool:
    return any(isinstance(fact, Personal) for fact in facts)


def _release(row: Hold, answers: dict[str, Any], by: UUID) -> None:
    erasure.release(row.pk, by=by)


class ReviewFilter(admin.SimpleListFilter):
    """Whether somebody must look again."""

    title = _("standing")
    parameter_name = "standing"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """To be looked at, in force, released."""
        return [("review", _("to be looked at")), ("in_force", _("in force")), ("released", _("released"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """The holds of the chosen standing."""
        if self.value() == "review":
            return queryset.to_review(clock.today())
        if self.value() == "in_force":
            return queryset.in_force()
        return queryset.exclude(released_at=None) if self.value() == "released" else queryset


@admin.register(Hold)
class HoldAdmin(ActsAdmin):
    """Legal holds; what they keep is read-only for nobody, only never erased."""

    list_display = ("pk", "who", "standing", "review_on", "placed_at", "released_at")
    list_filter = (ReviewFilter,)
    ordering = ("-pk",)
    readonly_fields = ("who", "standing", "what")
    fields = ("who", "standing", "reason", "what", "rows", "review_on", "placed_at", "released_at")
    acts = (
        Act(
            "release",
            _("Release the hold"),
            NoAnswers,
            _release,
            lambda row: row.released_at is None,
            _("The claim is over. What an erasure left behind for it goes within the hour."),
            is_grave=True,
        ),
    )

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Whoever decides here."""
        return self.has_decide_permission(request)

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        """Place a hold."""
        self.check_right(request)
        form = HoldForm(request.POST if request.method == "POST" else None)
        if form.is_bound and form.is_valid():
            answers = form.cleaned_data
            hold = erasure.place(
                answers["whom"],
                answers["reason"],
                answers["review_on"],
                by=actor(request),
                tables=answers["tables"],
                rows=answers["rows"],
            )
            messages.success(request, gettext("The hold is in force."))
            return redirect("admin:privacy_hold_change", hold.pk)
        return self.act_page(request, gettext("Place a legal hold"), form=form, errors=form.errors)

    @admin.display(description=_("person"))
    def who(self, row: Hold) -> str:
        """How the desk calls them."""
        return people.name(row.subject) or str(row.subject)

    @admin.display(description=_("state"))
    def standing(self, row: Hold) -> SafeString:
        """In force, to be looked at, or released."""
        if row.released_at:
            return badge("closed", gettext("released"))
        if row.review_on <= clock.today():
            return badge("overdue", gettext("to be looked at"))
        return badge("active", gettext("in force"))

    @admin.display(description=_("what is held"))
    def what(self, row: Hold) -> str:
        """The tables in words; everything when none is named."""
        named = [str(apps.get_model(label)._meta.verbose_name_plural) for label in row.tables]
        return ", ".join(named) or gettext("everything")
