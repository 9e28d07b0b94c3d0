"""What left the house about people."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from d4d.foundation import clock
from d4d.foundation.triggers import AppendOnly


class Disclosure(models.Model):
    """Data about somebody went to a recipient: names of fields and the occasion, never the values."""

    subject = models.UUIDField(_("person"), null=True, blank=True)
    recipient = models.CharField(_("recipient"), max_length=30)
    purpose = models.CharField(_("purpose"), max_length=30)
    fields = models.JSONField(_("fields"))
    occasion = models.CharField(_("occasion"), max_length=80)
    at = models.DateTimeField(_("at"), default=clock.now)

    triggers = [AppendOnly()]

    class Meta:
        verbose_name = _("disclosure")
        verbose_name_plural = _("disclosures")
        indexes = [
            models.Index(fields=["subject", "at"], name="disclosure_of_subject"),
            models.Index(fields=["occasion"], name="disclosure_by_occasion"),
        ]

    def __str__(self) -> str:
        return f"{self.recipient}: {self.occasion}"
