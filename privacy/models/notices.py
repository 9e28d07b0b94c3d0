"""The privacy statement in every version, and who was shown which."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from d4d.foundation.triggers import AppendOnly


class NoticeVersion(models.Model):
    """The statement as it was published: prose and tables in each language, never changed afterwards."""

    version = models.CharField(_("version"), max_length=20, unique=True)
    dated = models.DateField(_("dated"))
    is_material = models.BooleanField(_("people must hear of it"))
    summary = models.JSONField(_("what is new"))
    content = models.JSONField(_("text and tables"))
    sha256 = models.CharField(_("fingerprint"), max_length=64, unique=True)
    published_at = models.DateTimeField(_("published"), auto_now_add=True)

    triggers = [AppendOnly()]

    class Meta:
        verbose_name = _("version of the privacy statement")
        verbose_name_plural = _("versions of the privacy statement")

    def __str__(self) -> str:
        return self.version

    def summary_in(self, language: str) -> str:
        """What is new in this version, in words."""
        return str(self.summary.get(language) or self.summary.get("nl", ""))


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
