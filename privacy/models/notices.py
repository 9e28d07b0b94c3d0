"""Which statement somebody was shown, where their data was collected."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from d4d.foundation.triggers import AppendOnly


class NoticeShown(models.Model):
    """Somebody was shown the privacy statement, and which version, where their data was collected."""

    subject = models.UUIDField(_("person"), null=True, blank=True)
    version = models.CharField(_("version"), max_length=20)
    place = models.CharField(_("place"), max_length=40)
    at = models.DateTimeField(_("at"), auto_now_add=True)

    triggers = [AppendOnly()]

    class Meta:
        verbose_name = _("privacy statement shown")
        verbose_name_plural = _("privacy statements shown")
        indexes = [models.Index(fields=["subject", "at"], name="notice_of_subject")]

    def __str__(self) -> str:
        return f"{self.version}: {self.place}"
