"""Practices that want a list of what is open each month."""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Practice


class StatementWish(models.Model):
    """A practice that gets its open items by mail on the first of each month, and the last month it got."""

    practice = models.OneToOneField(
        Practice, models.PROTECT, related_name="statement_wish", verbose_name=_("practice")
    )
    since = models.DateField(_("since"))
    sent_for = models.DateField(_("last month that was sent"), null=True, blank=True)

    class Meta:
        verbose_name = _("monthly statement")
        verbose_name_plural = _("monthly statements")

    def __str__(self) -> str:
        return f"{self.practice}"

    def is_due(self, month: date) -> bool:
        """Whether the statement of this month has yet to go."""
        return self.sent_for is None or self.sent_for < month
