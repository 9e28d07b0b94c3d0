"""Letters that did not arrive, or that nobody wanted."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MailReport(models.Model):
    """The mail provider told that a letter bounced or was called spam: the address as a fingerprint only."""

    class Kind(models.TextChoices):
        BOUNCED = "bounced", _("did not arrive")
        COMPLAINED = "complained", _("marked as spam")
        UNSUBSCRIBED = "unsubscribed", _("unsubscribed at the provider")

    report = models.CharField(_("report"), max_length=64, unique=True)
    subject = models.UUIDField(_("person"), null=True, blank=True)
    mark = models.CharField(_("fingerprint"), max_length=64)
    kind = models.CharField(_("what happened"), max_length=12, choices=Kind.choices)
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("undelivered mail")
        verbose_name_plural = _("undelivered mail")
        indexes = [
            models.Index(fields=["subject"], name="mailreport_of_subject"),
            models.Index(fields=["mark", "at"], name="mailreport_by_mark"),
            models.Index(fields=["at"], name="mailreport_by_age"),
        ]

    def __str__(self) -> str:
        return f"{self.pk}: {self.kind}"
