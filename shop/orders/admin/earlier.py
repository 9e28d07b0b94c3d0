"""What was ordered in the shop before this one, to be read."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from d4d.foundation.written import euro
from privacy.staff import LedgerAdmin
from shop.orders.models import EarlierLine


@admin.register(EarlierLine)
class EarlierLineAdmin(LedgerAdmin):
    """Lines of earlier orders beside the practice that placed them."""

    list_display = ("practice", "order", "ordered_on", "article", "quantity", "amount")
    list_select_related = ("practice",)
    search_fields = ("=practice__number", "=order", "=article")
    ordering = ("-pk",)

    @admin.display(description=_("amount excluding VAT"), ordering="amount_cents")
    def amount(self, row: EarlierLine) -> str:
        """In euros."""
        return euro(row.amount_cents)
