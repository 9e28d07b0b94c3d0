"""What is kept of moving in: that a row came, and nothing of what stood in it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Moved(models.Model):
    """A row of the old shop has come over; only a mark of its number there is kept.

    It outlives an erasure, so that moving in again brings nobody back.
    """

    kind = models.CharField(_("kind"), max_length=12)
    mark = models.CharField(_("mark of the old number"), max_length=64)
    row_id = models.BigIntegerField(_("row"), null=True)
    moved_at = models.DateTimeField(_("moved"), auto_now_add=True)

    class Meta:
        verbose_name = _("row that came over")
        verbose_name_plural = _("rows that came over")
        constraints = [models.UniqueConstraint(fields=["kind", "mark"], name="moved_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.row_id}"
