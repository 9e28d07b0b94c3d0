"""What left the house, for those who watch over it."""

from django.contrib import admin

from privacy.models import Disclosure
from privacy.staff import LedgerAdmin


@admin.register(Disclosure)
class DisclosureAdmin(LedgerAdmin):
    """What left the house: names of fields, never values."""

    list_display = ("at", "recipient", "purpose", "occasion", "fields")
    list_filter = ("recipient",)
    search_fields = ("occasion",)
    ordering = ("-id",)
