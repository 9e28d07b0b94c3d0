"""Chains at the desk: a practice becomes a location of another one, or is invoiced itself again."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import services
from accounts.models import Practice
from privacy.taking_out import TakesOut


class DebtorForm(forms.Form):
    """Who is invoiced for what this practice orders."""

    debtor = forms.CharField(
        label=gettext_lazy("Customer number of the debtor"),
        max_length=12,
        required=False,
        help_text=gettext_lazy("Empty: the practice itself is invoiced, at its own prices and terms."),
    )


class ChainDesk(TakesOut):
    """The part of a practice's admin that is about chains, and about taking the list out."""

    takes_out = (
        "number",
        "name",
        "kind",
        "state",
        "kvk_number",
        "vat_id",
        "billing_email",
        "phone",
        "may_buy_on_account",
        "credit_limit_cents",
        "payment_days",
        "debtor__number",
        "created_at",
    )

    def get_urls(self) -> list[URLPattern]:
        """The page on which the debtor is said."""
        name, page = "accounts_practice_chain", self.admin_site.admin_view(self.change_debtor)
        return [path("<int:row_id>/chain/", page, name=name), *super().get_urls()]

    def change_debtor(self, request: HttpRequest, row_id: int) -> HttpResponse:
        """Put a practice under a debtor, or take it out again."""
        self.check_right(request)
        practice = get_object_or_404(self.get_queryset(request), pk=row_id)
        form = DebtorForm(request.POST or None, initial={"debtor": practice.debtor or ""})
        if form.is_valid() and self._changed(form, practice):
            self.log_change(request, practice, "debtor")
            messages.success(request, _("%(number)s: done.") % {"number": practice.number})
            return redirect("admin:accounts_practice_change", practice.pk)
        return self.page(request, "chain.html", _("Who is invoiced"), practice=practice, form=form)

    def _changed(self, form: DebtorForm, practice: Practice) -> bool:
        number = form.cleaned_data["debtor"].strip()
        try:
            if number:
                services.join_chain(practice.pk, number)
            else:
                services.leave_chain(practice.pk)
        except services.CannotJoinChain:
            form.add_error(
                "debtor",
                _(
                    "This cannot be the debtor: it must be an approved Dutch customer that is no location "
                    "itself, and a practice with locations stays its own debtor."
                ),
            )
            return False
        return True

    @admin.display(description=gettext_lazy("Who is invoiced"))
    def chain(self, practice: Practice) -> SafeString:
        """The debtor, the locations, and the way to the page."""
        target = reverse("admin:accounts_practice_chain", args=[practice.pk])
        locations = ", ".join(practice.locations.order_by("number").values_list("number", flat=True))
        told: Any = practice.debtor or _("the practice itself")
        more = _(" (locations: %(numbers)s)") % {"numbers": locations} if locations else ""
        return format_html('{}{} · <a href="{}">{}</a>', told, more, target, _("Change"))
