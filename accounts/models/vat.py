"""What the tax offices of Europe said about VAT numbers."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models.practices import Practice


class VatCheck(models.Model):
    """What VIES answered about a VAT number, and the number that proves we asked."""

    practice = models.ForeignKey(
        Practice, models.CASCADE, related_name="vat_checks", verbose_name=_("practice")
    )
    vat_id = models.CharField(_("VAT number"), max_length=16)
    answer = models.CharField(_("answer"), max_length=8, choices=Practice.VatAnswer.choices)
    consultation = models.CharField(_("consultation number"), max_length=40, blank=True)
    reason = models.CharField(_("reason"), max_length=40, blank=True)
    checked_at = models.DateTimeField(_("asked"), auto_now_add=True)

    class Meta:
        verbose_name = _("VAT check")
        verbose_name_plural = _("VAT checks")
        indexes = [
            models.Index(fields=["practice", "checked_at"], name="vatcheck_of_practice"),
            models.Index(fields=["vat_id"], name="vatcheck_by_number"),
        ]

    def __str__(self) -> str:
        return f"{self.get_answer_display()} {self.checked_at:%Y-%m-%d}"
