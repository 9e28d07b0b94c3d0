"""Where we have a practice from that did not register itself."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models.practices import Practice


class Origin(models.Model):
    """A practice came from a list, not from its own registration: which source, told to it when asked.

    `mark` is all that is kept of its number in that list. It outlives an erasure, so that the same list
    brings nobody back.
    """

    practice = models.OneToOneField(
        Practice,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="origin",
        verbose_name=_("practice"),
    )
    source = models.CharField(_("source"), max_length=80)
    mark = models.CharField(_("mark of the number there"), max_length=64, unique=True)
    recorded_at = models.DateTimeField(_("recorded"), auto_now_add=True)

    class Meta:
        verbose_name = _("origin of a practice")
        verbose_name_plural = _("origins of practices")

    def __str__(self) -> str:
        return f"{_('origin of a practice')} {self.pk}"
