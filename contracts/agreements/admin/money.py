"""What was billed of contracts, to be read."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from contracts.agreements.models import BillingPeriod
from d4d.foundation.written import euro
from privacy.staff import LedgerAdmin


@admin.register(BillingPeriod)
class BillingPeriodAdmin(LedgerAdmin):
    """Every period of every contract that was billed, and with which invoice."""

    list_display = ["contract", "first_on", "last_on", "part", "amount", "invoice", "credited_by"]
    list_filter = ["first_on"]
    list_select_related = ["contract", "invoice", "credited_by"]
    search_fields = ["=contract__number", "=invoice__number"]
    ordering = ["-pk"]

    @admin.display(description=_("excluding VAT"), ordering="net_cents")
    def amount(self, period: BillingPeriod) -> str:
        """The amount in euros."""
        return euro(period.net_cents)
