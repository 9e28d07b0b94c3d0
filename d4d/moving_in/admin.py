"""What came from the old shop, to be read; nothing of it changes any more."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from d4d.foundation.written import euro
from d4d.moving_in.models import OldAgreement, OldInvoice, OldLine
from privacy.staff import LedgerAdmin


class OfTheOldShop(LedgerAdmin):
    """Rows of the old shop beside the practice that they are of."""

    list_select_related = ("practice",)
    ordering = ("-pk",)


@admin.register(OldLine)
class OldLineAdmin(OfTheOldShop):
    """What was ordered there."""

    list_display = ("practice", "order", "ordered_on", "article", "quantity", "amount")
    search_fields = ("=practice__number", "=order", "=article")

    @admin.display(description=_("amount excluding VAT"), ordering="amount_cents")
    def amount(self, row: OldLine) -> str:
        """In euros."""
        return euro(row.amount_cents)


@admin.register(OldInvoice)
class OldInvoiceAdmin(OfTheOldShop):
    """What was invoiced there, and what of it is open."""

    list_display = ("practice", "number", "issued_on", "total", "still_open")
    search_fields = ("=practice__number", "=number")
    exclude = ("file",)

    @admin.display(description=_("total including VAT"), ordering="total_cents")
    def total(self, row: OldInvoice) -> str:
        """In euros."""
        return euro(row.total_cents)

    @admin.display(description=_("open"), ordering="open_cents")
    def still_open(self, row: OldInvoice) -> str:
        """In euros."""
        return euro(row.open_cents)


@admin.register(OldAgreement)
class OldAgreementAdmin(OfTheOldShop):
    """What was agreed there, to be agreed anew."""

    list_display = ("practice", "kind", "reference", "what", "starts_on", "ends_on")
    list_filter = ("kind",)
    search_fields = ("=practice__number", "=reference")
