"""Demands of authorities: two people look, then only the chosen fields go."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from privacy import authority, people, words
from privacy.acts import Act, ActsAdmin, NoAnswers, Words
from privacy.models import AuthorityRequest
from privacy.staff import actor
from privacy.vocabulary import AUTHORITY

State = AuthorityRequest.State
TOO_LONG = _("Silence needs a legal ground, and a day within six months.")


class DemandForm(forms.Form):
    """Who demands what about whom, and which law gives the power."""

    authority = forms.CharField(label=_("Authority"), max_length=80)
    statute = forms.CharField(
        label=_("Statute that gives the power"),
        max_length=80,
        help_text=_("For example: art. 126nd Sv. Without one nothing is handed out."),
    )
    reference = forms.CharField(label=_("Reference of the authority"), max_length=60)
    email = forms.EmailField(label=_("E-mail address of the person it is about"))
    demanded = forms.MultipleChoiceField(
        label=_("What is demanded"),
        choices=lambda: [(name, words.field(name)) for name in sorted(AUTHORITY.gets)],
        widget=forms.CheckboxSelectMultiple,
    )
    silence_ground = forms.CharField(
        label=_("Legal ground of an order to keep silent"),
        required=False,
        max_length=80,
        help_text=_("Empty: the person sees on their own page what was handed out."),
    )
    silent_until = forms.DateField(
        label=_("Silent until"),
        required=False,
        help_text=_("Six months at most; after this day the person sees it by itself."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def clean(self) -> dict[str, Any]:
        """Somebody whom we know."""
        data = super().clean() or self.cleaned_data
        data["person"] = people.find(data.get("email", ""))
        if data["person"] is None and "email" in data:
            self.add_error("email", _("Nobody signs in with this address."))
        return data


class DenyForm(forms.Form):
    """Why nothing goes."""

    reason = Words(label=_("Why nothing is handed out"), max_length=2000)


def _approve(row: AuthorityRequest, answers: dict[str, Any], by: UUID) -> None:
    authority.approve(row.pk, by=by)


def _deny(row: AuthorityRequest, answers: dict[str, Any], by: UUID) -> None:
    authority.deny(row.pk, answers["reason"], by=by)


def _hand_out(row: AuthorityRequest, answers: dict[str, Any], by: UUID) -> HttpResponse:
    content = authority.hand_out(row.pk, by=by)
    file = HttpResponse(content, content_type="application/json")
    file["Content-Disposition"] = f'attachment; filename="{row.number}.json"'
    return file


def _registered(answers: dict[str, Any], by: UUID) -> AuthorityRequest:
    return authority.register(
        answers["person"],
        authority=answers["authority"],
        statute=answers["statute"],
        reference=answers["reference"],
        fields=answers["demanded"],
        silence_ground=answers["silence_ground"],
        silent_until=answers["silent_until"],
        by=by,
    )


@admin.register(AuthorityRequest)
class AuthorityRequestAdmin(ActsAdmin):
    """What authorities demanded, and what they got."""

    list_display = ("number", "authority", "statute", "reference", "state", "received_at", "silent_until")
    list_filter = ("state",)
    search_fields = ("=number", "reference")
    ordering = ("-pk",)
    readonly_fields = ("who", "chosen", "first", "second")
    fields = (
        "number",
        "state",
        "authority",
        "statute",
        "reference",
        "who",
        "chosen",
        "received_at",
        "first",
        "second",
        "released_at",
        "denied_because",
        "silence_ground",
        "silent_until",
        "lifted_at",
    )
    refusals = {
        authority.NotTwoPeople: _("You approved already; somebody else must be the second."),
        authority.NotApproved: _("Two people must approve first."),
    }
    acts = (
        Act(
            "approve",
            _("Approve"),
            NoAnswers,
            _approve,
            lambda row: row.state == State.RECEIVED,
            _("Two different people check the power, the ground and the fields."),
        ),
        Act("deny", _("Refuse"), DenyForm, _deny, lambda row: row.state in {State.RECEIVED, State.APPROVED}),
        Act(
            "hand-out",
            _("Make the file"),
            NoAnswers,
            _hand_out,
            lambda row: row.state in {State.APPROVED, State.RELEASED},
            _("The file holds the chosen fields and nothing else; each time it is made is written down."),
        ),
    )

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Whoever decides writes demands down."""
        return self.has_decide_permission(request)

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        """Write down a demand."""
        self.check_right(request)
        form = DemandForm(request.POST if request.method == "POST" else None)
        if form.is_bound and form.is_valid():
            try:
                row = _registered(form.cleaned_data, actor(request))
            except authority.SilenceTooLong:
                form.add_error("silent_until", TOO_LONG)
            else:
                messages.success(request, gettext("%(number)s: done.") % {"number": row})
                return redirect("admin:privacy_authorityrequest_change", row.pk)
        return self.act_page(
            request, gettext("Write down a demand of an authority"), form=form, errors=form.errors
        )

    @admin.display(description=_("person"))
    def who(self, row: AuthorityRequest) -> str:
        """Whom it is about."""
        return people.name(row.person)

    @admin.display(description=_("fields"))
    def chosen(self, row: AuthorityRequest) -> str:
        """What is demanded, in words."""
        return ", ".join(words.field(name) for name in row.fields)

    @admin.display(description=_("first approval"))
    def first(self, row: AuthorityRequest) -> str:
        """Who approved first."""
        return people.name(row.first_approver) or "–"

    @admin.display(description=_("second approval"))
    def second(self, row: AuthorityRequest) -> str:
        """Who approved second."""
        return people.name(row.second_approver) or "–"
