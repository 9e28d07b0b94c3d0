"""The tables that finance keeps: rates and scales with their day and source, levels, steps of credit."""

from django.contrib import admin

from privacy.staff import StaffAdmin, StaffInline
from shop.debtors.models import CostBand, CostScale, CreditStep, InterestRate, ReminderLevel


@admin.register(InterestRate)
class InterestRateAdmin(StaffAdmin):
    """The statutory rates; a new one each half-year, with where it was published."""

    list_display = ("from_on", "until_on", "basis_points", "source")
    ordering = ("-from_on",)


class BandInline(StaffInline):
    """The bands of a scale."""

    model = CostBand


@admin.register(CostScale)
class CostScaleAdmin(StaffAdmin):
    """What collection may cost."""

    list_display = ("from_on", "least_cents", "most_cents", "source")
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

    list_display = ("paid_in_time", "limit_cents")
    ordering = ("paid_in_time",)
