"""Letters that did not arrive, for whoever must find another way."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from privacy import people
from privacy.models import MailReport
from privacy.staff import LedgerAdmin


@admin.register(MailReport)
class MailReportAdmin(LedgerAdmin):
    """What the mail provider told; on the page of a person or practice it stands above."""

    list_display = ("at", "kind", "who")
    list_filter = ("kind",)
    ordering = ("-pk",)
    fields = readonly_fields = ("at", "kind", "who")

    @admin.display(description=_("person"))
    def who(self, row: MailReport) -> str:
        """Whose letter it was, as far as we know."""
        return people.name(row.subject) or "–"
