"""Practices at the desk: the review queue, their data, what VIES said, whom they invited."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import numbers, services
from accounts.admin.chains import ChainDesk
from accounts.admin.glance import GlanceAdmin
from accounts.admin.merging import MergeDesk
from accounts.admin.notes import NoteDesk
from accounts.models import Address, Country, Invitation, Membership, Practice, VatCheck
from d4d.foundation import clock, states
from d4d.foundation.models import StateChange
from d4d.foundation.states import MoveNotAllowed
from privacy.staff import LedgerAdmin, ReadOnlyInline, actor

DECISIONS = {
    "approve": (gettext_lazy("Approve"), services.approve),
    "deny": (gettext_lazy("Refuse"), services.deny),
    "reconsider": (gettext_lazy("Put back in the queue"), services.reconsider),
    "close": (gettext_lazy("Close the customer"), services.close),
}


class DecisionForm(forms.Form):
    """What the staff decides, and why."""

    decision = forms.ChoiceField(
        label=gettext_lazy("Decision"), choices=[(code, label) for code, (label, _act) in DECISIONS.items()]
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=200,
        help_text=gettext_lazy(
            "Kept with the practice. The reason of a refusal stands in the mail to the practice."
        ),
    )


class PracticeForm(forms.ModelForm):
    """The staff is held to the same numbers as the practice itself."""

    def clean_kvk_number(self) -> str:
        """Eight digits, or nothing."""
        text = str(self.cleaned_data["kvk_number"])
        return numbers.kvk_number(text) if text else ""

    def clean_vat_id(self) -> str:
        """A right VAT number without a citizen service number in it, or nothing."""
        text = str(self.cleaned_data["vat_id"])
        return numbers.vat_id(text, Country.NL) if text else ""

    def clean_phone(self) -> str:
        """A telephone number, or nothing."""
        text = str(self.cleaned_data["phone"])
        return numbers.phone(text, Country.NL) if text else ""


class ManagerFilter(admin.SimpleListFilter):
    """Customers whose last manager has left."""

    title = gettext_lazy("manager")
    parameter_name = "manager"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Only the question that matters."""
        return [("none", _("has left"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """Those that need a successor, or an end."""
        return queryset.without_manager() if self.value() == "none" else queryset


def way_to_erasure(person_id: int) -> SafeString:
    """A link to the preview of an erasure."""
    target = reverse("admin:privacy_erasurerun_ask", args=[person_id])
    return format_html('<a href="{}">{}</a>', target, _("Erase at the request of the person"))


class AddressInline(admin.StackedInline):
    """The address book of a practice."""

    model = Address
    extra = 0


class MembershipInline(ReadOnlyInline):
    """Who works there; roles are changed by the practice's manager or under members."""

    model = Membership
    fields = readonly_fields = ("user", "name", "email", "role", "is_active", "joined_at")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Membership]:
        """With the people, in one query."""
        return super().get_queryset(request).select_related("user")

    @admin.display(description=gettext_lazy("name"))
    def name(self, member: Membership) -> str:
        """First and last name."""
        return member.user.full_name()

    @admin.display(description=gettext_lazy("e-mail address"))
    def email(self, member: Membership) -> str:
        """The address with which they sign in."""
        return member.user.email


@admin.register(Practice)
class PracticeAdmin(ChainDesk, MergeDesk, NoteDesk, GlanceAdmin):
    """Practices: what waits for a decision is one filter away."""

    form = PracticeForm
    list_display = (
        "number",
        "name",
        "kind",
        "state",
        "kvk_number",
        "vat_answer",
        "may_buy_on_account",
        "created_at",
        "at_a_glance",
    )
    list_filter = ("state", "kind", "vat_answer", "may_buy_on_account", ManagerFilter)
    search_fields = (
        "number__startswith",
        "name",
        "=kvk_number",
        "billing_email",
        "memberships__user__email",
    )
    search_help_text = gettext_lazy("Customer number, name, KvK number or e-mail address")
    ordering = ("-pk",)
    readonly_fields = (
        "number",
        "state",
        "vat_answer",
        "created_at",
        "at_a_glance",
        "decision",
        "history",
        "erasure",
        "chain",
        "merging",
    )
    inlines = (AddressInline, MembershipInline)
    actions = ("decide_about",)
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "number",
                    "name",
                    "state",
                    "at_a_glance",
                    "decision",
                    "history",
                    "merging",
                    "erasure",
                    "created_at",
                )
            },
        ),
        (
            gettext_lazy("Company"),
            {"fields": ("kind", "phone", "kvk_number", "is_unregistered", "vat_id", "vat_answer")},
        ),
        (
            gettext_lazy("Terms"),
            {
                "fields": (
                    "may_buy_on_account",
                    "credit_limit_cents",
                    "payment_days",
                    "sees_prices_including_vat",
                )
            },
        ),
        (gettext_lazy("Invoices"), {"fields": ("chain", "billing_email", "invoice_rhythm", "wants_ubl")}),
        (gettext_lazy("Parcels"), {"fields": ("hears_of_delivery",)}),
    )

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Practices register themselves."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Practice | None = None) -> bool:
        """Practices are closed; what may be removed is removed when its time has come."""
        return False

    def get_urls(self) -> list[URLPattern]:
        """The page on which a decision is taken."""
        decide = path("decide/", self.admin_site.admin_view(self.decide), name="accounts_practice_decide")
        return [decide, *super().get_urls()]

    def save_model(self, request: HttpRequest, obj: Practice, form: Any, change: bool) -> None:
        """Go through the services: a new VAT number is asked about, terms are terms."""
        changes = {name: form.cleaned_data[name] for name in form.changed_data}
        terms = {name: changes.pop(name) for name in list(changes) if name in services.TERMS}
        if changes:
            services.update_practice(obj.pk, changes)
        if terms:
            services.change_terms(obj.pk, terms)

    def decide(self, request: HttpRequest) -> HttpResponse:
        """Take one decision about the chosen practices, with its reason."""
        self.check_right(request)
        practices = Practice.objects.filter(pk__in=_chosen(request)).order_by("pk")
        form = DecisionForm(
            request.POST if "decision" in request.POST else None, initial={"decision": "approve"}
        )
        if form.is_valid():
            self._carry_out(request, practices, form.cleaned_data["decision"], form.cleaned_data["reason"])
            return redirect("admin:accounts_practice_changelist")
        return self.page(request, "decide.html", _("Decide about practices"), practices=practices, form=form)

    def _carry_out(
        self, request: HttpRequest, practices: QuerySet[Practice], decision: str, reason: str
    ) -> None:
        _label, act = DECISIONS[decision]
        for practice in practices:
            try:
                act(practice.pk, actor(request), reason)
            except MoveNotAllowed:
                messages.error(
                    request, _("%(number)s: this is not possible now.") % {"number": practice.number}
                )
            else:
                self.log_change(request, practice, decision)
                messages.success(request, _("%(number)s: done.") % {"number": practice.number})

    @admin.action(description=gettext_lazy("Decide about the chosen practices"), permissions=["decide"])
    def decide_about(self, request: HttpRequest, queryset: QuerySet[Practice]) -> HttpResponse:
        """On to the page with the reason."""
        chosen = "&".join(f"id={practice_id}" for practice_id in queryset.values_list("pk", flat=True))
        return redirect(f"{reverse('admin:accounts_practice_decide')}?{chosen}")

    @admin.display(description=gettext_lazy("Decision"))
    def decision(self, practice: Practice) -> SafeString:
        """The way to the page with the reason."""
        target = f"{reverse('admin:accounts_practice_decide')}?id={practice.pk}"
        return format_html('<a href="{}">{}</a>', target, _("Approve, refuse or close"))

    @admin.display(description=gettext_lazy("Erasure"))
    def erasure(self, practice: Practice) -> SafeString:
        """The way to the page on which it is asked for."""
        return way_to_erasure(practice.subject_id)

    @admin.display(description=gettext_lazy("History"))
    def history(self, practice: Practice) -> str:
        """Every decision with its reason."""
        return "\n".join(_told(step) for step in states.history(practice))


@admin.register(VatCheck)
class VatCheckAdmin(LedgerAdmin):
    """What VIES answered: proof for the tax office."""

    list_display = ("practice", "vat_id", "answer", "consultation", "reason", "checked_at")
    list_filter = ("answer",)
    list_select_related = ("practice",)
    search_fields = ("practice__number__startswith", "=vat_id")
    ordering = ("-pk",)


@admin.register(Invitation)
class InvitationAdmin(LedgerAdmin):
    """Who was asked to join which practice."""

    list_display = ("practice", "email", "role", "created_at", "expires_at", "accepted_at", "withdrawn_at")
    list_select_related = ("practice",)
    search_fields = ("practice__number__startswith", "email")
    ordering = ("-pk",)
    exclude = ("token_hash",)


def _chosen(request: HttpRequest) -> list[int]:
    given = request.POST.getlist("id") or request.GET.getlist("id")
    return [int(one) for one in given if one.isascii() and one.isdigit()]


def _told(step: StateChange) -> str:
    moment, state = f"{clock.local(step.at):%d-%m-%Y %H:%M}", Practice.State(step.went_to).label
    return f"{moment} {state}: {step.why}".rstrip(": ")
