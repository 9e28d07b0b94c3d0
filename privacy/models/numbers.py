"""Whose telephone number it is, shown with a code."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class NumberProof(models.Model):
    """Somebody shows that a number is theirs: number and code as fingerprints, and how often they tried."""

    subject = models.UUIDField(_("person"), unique=True)
    mark = models.CharField(_("fingerprint"), max_length=64)
    turn = models.PositiveIntegerField(_("codes sent"), default=0)
    code = models.CharField(_("code"), max_length=64, blank=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    proved_at = models.DateTimeField(_("confirmed"), null=True, blank=True)

    class Meta:
        verbose_name = _("proof of a telephone number")
        verbose_name_plural = _("proofs of telephone numbers")
        indexes = [models.Index(fields=["mark"], name="numberproof_by_mark")]

    def __str__(self) -> str:
        return f"{self.pk}"
