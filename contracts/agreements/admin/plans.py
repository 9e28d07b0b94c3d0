"""What we offer, at what price, and by which index prices rise."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from contracts.agreements.models import Index, Plan, PlanPrice
from privacy.boxes import Euros
from privacy.staff import StaffAdmin, StaffInline


class PlanForm(forms.ModelForm):
    """A plan bears the VAT of its article: that bills the first period, the plan those that follow."""

    def clean(self) -> dict[str, Any]:
        """One VAT class for both."""
        answers: dict[str, Any] = super().clean() or {}
        article = answers.get("variant")
        if article and answers.get("vat_class") != article.product.vat_class:
            self.add_error("vat_class", _("The article of this plan has another VAT class."))
        return answers


class PlanPriceForm(forms.ModelForm):
    """A price in euros."""

    price_cents = Euros(label=_("price excluding VAT, in euros"), least_cents=1)

    class Meta:
        model = PlanPrice
        fields = ("kind", "price_cents", "valid_from")


class PlanPriceInline(StaffInline):
    """Prices a kind of device, each from a day; earlier ones stay as history."""

    model = PlanPrice
    form = PlanPriceForm
    ordering = ["kind", "-valid_from"]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A price that was in force is history."""
        return False


@admin.register(Plan)
class PlanAdmin(StaffAdmin):
    """Every plan; contracts copy its terms and never follow it later."""

    form = PlanForm
    list_display = ["name", "visits_a_year", "response_hours", "period_months", "billing", "is_offered"]
    list_filter = ["is_offered", "billing"]
    search_fields = ["name", "code"]
    autocomplete_fields = ["variant"]
    prepopulated_fields = {"code": ["name"]}
    inlines = [PlanPriceInline]
    ordering = ["name"]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never: it is taken out of the offer."""
        return False


@admin.register(Index)
class IndexAdmin(StaffAdmin):
    """The published figures by which prices rise; one that was applied stays as it was."""

    list_display = ["from_on", "percent", "source"]
    ordering = ["-from_on"]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """As long as no contract follows it."""
        is_used = obj is not None and obj.indexations.exists()
        return super().has_change_permission(request, obj) and not is_used

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never."""
        return False
