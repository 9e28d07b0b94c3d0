"""What the staff writes for each other about a practice."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models.practices import Practice
from privacy.vocabulary.staff import staff_roles


class PracticeNote(models.Model):
    """A few lines about a practice, for colleagues; a copy of its data shows them to the practice.

    `role` is in which the author wrote it: who that was is forgotten when they leave. Kept two years.
    """

    practice = models.ForeignKey(Practice, models.CASCADE, related_name="notes", verbose_name=_("practice"))
    text = models.CharField(_("text"), max_length=1000)
    role = models.CharField(_("role"), max_length=40, choices=staff_roles)
    author = models.UUIDField(_("by"), null=True, blank=True)
    written_at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        verbose_name = _("note about a practice")
        verbose_name_plural = _("notes about practices")
        indexes = [
            models.Index(fields=["practice", "-written_at"], name="practicenote_of_practice"),
            models.Index(fields=["author"], name="practicenote_by_author", condition=~Q(author=None)),
            models.Index(fields=["written_at", "id"], name="practicenote_by_age"),
        ]

    def __str__(self) -> str:
        return f"{_('note')} {self.pk}"
