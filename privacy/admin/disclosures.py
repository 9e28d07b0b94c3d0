"""What left the house, for those who watch over it."""

from django.contrib import admin

from privacy.long_lists import among
from privacy.models import Disclosure
from privacy.staff import LedgerAdmin
from privacy.vocabulary import RECIPIENTS


@admin.register(Disclosure)
class DisclosureAdmin(LedgerAdmin):
    """What left the house: names of fields, never values."""

    list_display = ("at", "recipient", "purpose", "occasion", "fields")
    list_filter = (among("recipient", lambda: {code: one.name for code, one in RECIPIENTS.items()}),)
    search_fields = ("=occasion",)
    ordering = ("-id",)
