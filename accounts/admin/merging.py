"""Merging at the desk: practices that may be one, what a merger does, and the merger itself."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import services
from accounts.forms.customers import PracticeField
from accounts.models import Likeness, Membership, Practice
from privacy.acts import Act, ActsAdmin, NoAnswers
from privacy.staff import StaffAdmin, actor
from privacy.watch import look_at_each

RIGHT = "accounts.merge_practice"


class HeirForm(forms.Form):
    """Which practice this one is."""

    heir = PracticeField(
        label=gettext_lazy("Customer number of the practice that stays"),
        help_text=gettext_lazy("Nothing happens yet: the next page shows what will."),
    )


class MergeForm(forms.Form):
    """Why they are one, and that somebody is sure."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Kept with the practice; needed where the KvK numbers differ."),
    )
    is_sure = forms.BooleanField(label=gettext_lazy("I understand that this cannot be undone"))


class MergeDesk(StaffAdmin):
    """The part of a practice's admin that is about two practices that are one."""

    def get_urls(self) -> list[URLPattern]:
        """Which other practice, and what will happen."""
        view, name = self.admin_site.admin_view, "accounts_practice_merge"
        return [
            path("<int:row_id>/merge/", view(self.choose_heir), name=name),
            path("<int:row_id>/merge/<int:heir_id>/", view(self.merge), name=f"{name}_into"),
            *super().get_urls(),
        ]

    def choose_heir(self, request: HttpRequest, row_id: int) -> HttpResponse:
        """Say which practice this one is; those that look like it are a click away."""
        former = self._practice(request, row_id)
        form = HeirForm(request.POST or None)
        if form.is_valid():
            return redirect("admin:accounts_practice_merge_into", former.pk, form.cleaned_data["heir"].pk)
        alike = Likeness.objects.of(former).to_judge().select_related("first", "second").order_by("pk")
        context = {"practice": former, "form": form, "alike": [(one, one.other(former)) for one in alike]}
        return self.page(request, "merge.html", _("Merge with another practice"), **context)

    def merge(self, request: HttpRequest, row_id: int, heir_id: int) -> HttpResponse:
        """What will happen; then, once somebody is sure, it does."""
        former, heir = self._practice(request, row_id), self._practice(request, heir_id)
        form = MergeForm(request.POST or None)
        if form.is_valid() and self._merged(request, former, heir, form):
            return redirect("admin:accounts_practice_change", heir.pk)
        people = Membership.objects.filter(practice=former).select_related("user__subject").order_by("pk")
        if request.method == "GET":
            look_at_each(request, Practice, [one.user.subject.uuid for one in people], "merge")
        context = {
            "practice": former,
            "heir": heir,
            "people": people,
            "preview": services.preview_merger(former, heir),
            "form": form,
        }
        return self.page(request, "merge_into.html", _("Merge two practices"), **context)

    def _practice(self, request: HttpRequest, row_id: int) -> Practice:
        if not request.user.has_perm(RIGHT):
            raise PermissionDenied
        found: Practice = get_object_or_404(self.get_queryset(request).select_related("subject"), pk=row_id)
        return found

    def _merged(self, request: HttpRequest, former: Practice, heir: Practice, form: forms.Form) -> bool:
        try:
            services.merge(former.pk, heir.pk, actor(request), form.cleaned_data["reason"])
        except services.CannotBeMerged as refusal:
            for reason in refusal.reasons:
                form.add_error(None, reason)
            return False
        self.log_change(request, former, f"merged into {heir.number}")
        self.log_change(request, heir, f"took in {former.number}")
        words = {"former": former.number, "heir": heir.number}
        messages.success(request, _("%(former)s is %(heir)s from now on.") % words)
        return True

    @admin.display(description=gettext_lazy("One with another practice"))
    def merging(self, practice: Practice) -> SafeString:
        """What it became, what became part of it, and the way to the page."""
        if heir := practice.merged_into:
            target = reverse("admin:accounts_practice_change", args=[heir.pk])
            return format_html('{} <a href="{}">{}</a>', _("Is now part of"), target, heir)
        numbers = practice.predecessors.order_by("number").values_list("number", flat=True)
        before = _("Former numbers: %(numbers)s · ") % {"numbers": ", ".join(numbers)} if numbers else ""
        target = reverse("admin:accounts_practice_merge", args=[practice.pk])
        return format_html('{}<a href="{}">{}</a>', before, target, _("Merge with another practice"))


@admin.register(Likeness)
class LikenessAdmin(ActsAdmin):
    """Practices that may be one: the staff looks, and merges them or says that they differ."""

    list_display = ("found_at", "first_name", "second_name", "ground", "are_different", "one_practice")
    list_filter = ("are_different", "ground")
    list_select_related = ("first", "second")
    ordering = ("-found_at", "-pk")
    fields = readonly_fields = ("first_name", "second_name", "ground", "found_at", "are_different")
    acts = (
        Act(
            "differ",
            gettext_lazy("They are different practices"),
            NoAnswers,
            lambda row, _answers, _by: services.are_different(row.pk),
            lambda row: not row.are_different,
            gettext_lazy("Nobody asks again whether these two are one."),
        ),
    )

    @admin.display(description=gettext_lazy("practice"))
    def first_name(self, row: Likeness) -> SafeString:
        """The one that was there first."""
        return _way_to(row.first)

    @admin.display(description=gettext_lazy("looks like"))
    def second_name(self, row: Likeness) -> SafeString:
        """The newer one."""
        return _way_to(row.second)

    @admin.display(description=gettext_lazy("They are one practice"))
    def one_practice(self, row: Likeness) -> SafeString | str:
        """The way to the page that shows what a merger does: the newer number becomes the older one."""
        if row.are_different:
            return ""
        target = reverse("admin:accounts_practice_merge_into", args=[row.second_id, row.first_id])
        return format_html('<a href="{}">{}</a>', target, _("See what will happen"))


def _way_to(practice: Practice) -> SafeString:
    target = reverse("admin:accounts_practice_glance", args=[practice.pk])
    return format_html('<a href="{}">{} {}</a>', target, practice.number, practice.name)
