"""The tables that finance keeps: rates and scales with their day and source, levels, steps of credit."""

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from privacy.boxes import in_euros
from privacy.staff import StaffAdmin, StaffInline
from shop.debtors.models import CostBand, CostScale, CreditStep, InterestRate, ReminderLevel


@admin.register(InterestRate)
class InterestRateAdmin(StaffAdmin):
    """The statutory rates; a new one each half-year, with where it was published."""

    list_display = ("from_on", "until_on", "basis_points", "source")
    ordering = ("-from_on",)


class AmountsForm(forms.ModelForm):
    """Amounts of the tables, typed in euros."""

    class Meta:
        labels = {
            "least_cents": _("at least"),
            "most_cents": _("at most"),
            "up_to_cents": _("up to"),
            "limit_cents": _("credit limit"),
        }


class BandInline(StaffInline):
    """The bands of a scale."""

    model = CostBand
    form = AmountsForm


@admin.register(CostScale)
class CostScaleAdmin(StaffAdmin):
    """What collection may cost."""

    form = AmountsForm
    list_display = (
        "from_on",
        in_euros("least_cents", _("at least")),
        in_euros("most_cents", _("at most")),
        "source",
    )
    ordering = ("-from_on",)
    inlines = (BandInline,)


@admin.register(ReminderLevel)
class ReminderLevelAdmin(StaffAdmin):
    """After how many days which letter comes."""

    list_display = ("number", "days")
    ordering = ("number",)


@admin.register(CreditStep)
class CreditStepAdmin(StaffAdmin):
    """How credit grows."""

    form = AmountsForm
    list_display = ("paid_in_time", in_euros("limit_cents", _("credit limit")))
    ordering = ("paid_in_time",)
