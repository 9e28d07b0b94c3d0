"""Legal holds: what may not be erased while a dispute runs (GDPR art. 17(3)(e))."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from d4d.foundation import clock


class HoldQuerySet(models.QuerySet["Hold"]):
    """Questions about holds."""

    def in_force(self) -> "HoldQuerySet":
        """Holds that nobody has released."""
        return self.filter(released_at=None)

    def to_review(self, today: date) -> "HoldQuerySet":
        """Holds about which somebody must say whether they are still needed."""
        return self.in_force().filter(review_on__lte=today)


class Hold(models.Model):
    """Rows about somebody that stay for a claim: who decided it, why, and when it is looked at again.

    A hold that names no tables holds everything; one that names rows holds these rows of its tables only.
    """

    subject = models.UUIDField(_("person"))
    reason = models.TextField(_("which claim, and why it needs these data"))
    tables = models.JSONField(_("what is held"), default=list, blank=True)
    rows = models.JSONField(_("only these rows"), default=list, blank=True)
    review_on = models.DateField(_("look again on"))
    placed_by = models.UUIDField(_("placed by"), null=True, blank=True)
    placed_at = models.DateTimeField(_("placed"), default=clock.now)
    released_by = models.UUIDField(_("released by"), null=True, blank=True)
    released_at = models.DateTimeField(_("released"), null=True, blank=True)

    objects = HoldQuerySet.as_manager()

    class Meta:
        verbose_name = _("legal hold")
        verbose_name_plural = _("legal holds")
        indexes = [
            models.Index(fields=["subject"], condition=Q(released_at=None), name="hold_in_force"),
            models.Index(fields=["subject", "id"], name="hold_of_subject"),
            models.Index(fields=["review_on"], condition=Q(released_at=None), name="hold_to_review"),
            models.Index(fields=["placed_by"], condition=Q(placed_by__isnull=False), name="hold_by_placer"),
            models.Index(
                fields=["released_by"], condition=Q(released_by__isnull=False), name="hold_by_releaser"
            ),
        ]

    def __str__(self) -> str:
        return f"{_('legal hold')} {self.pk}"

    def covers(self, table: str) -> bool:
        """Whether this hold reaches into a table ("orders.Order")."""
        return not self.tables or table in self.tables

    def keeps(self, table: str, ids: Iterable[Any]) -> set[Any]:
        """Which of these rows of somebody this hold names."""
        return {pk for pk in ids if not self.rows or pk in self.rows} if self.covers(table) else set()
