"""The privacy statement and who was shown which version, for those who watch over it."""

from django.contrib import admin

from privacy.models import NoticeShown, NoticeVersion
from privacy.staff import LedgerAdmin


@admin.register(NoticeVersion)
class NoticeVersionAdmin(LedgerAdmin):
    """Every version as it was published."""

    list_display = ("version", "dated", "is_material", "published_at", "sha256")
    fields = ("version", "dated", "is_material", "summary", "published_at", "sha256")
    ordering = ("-id",)


@admin.register(NoticeShown)
class NoticeShownAdmin(LedgerAdmin):
    """That somebody was shown a version, and where."""

    list_display = ("at", "version", "place", "subject")
    search_fields = ("=subject",)
    ordering = ("-id",)
