"""What practice and desk write to each other about a fault."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contracts.service.models.faults import Fault


class FaultMessage(models.Model):
    """Something that the practice and we wrote to each other about a fault.

    A question of ours stops the clock until the practice has answered. An internal note is for the desk.
    """

    class Kind(models.TextChoices):
        FROM_PRACTICE = "practice", _("message of the practice")
        FROM_US = "us", _("message of ours")
        QUESTION = "question", _("question of ours")
        NOTE = "note", _("note for the desk")

    fault = models.ForeignKey(Fault, models.CASCADE, related_name="messages", verbose_name=_("fault"))
    kind = models.CharField(_("sort"), max_length=8, choices=Kind.choices)
    text = models.TextField(_("text"), blank=True)
    author = models.UUIDField(_("author"), null=True, blank=True)
    written_at = models.DateTimeField(_("written"), auto_now_add=True)

    class Meta:
        verbose_name = _("message about a fault")
        verbose_name_plural = _("messages about faults")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["practice", "us", "question", "note"]), name="faultmessage_kind"
            )
        ]
        indexes = [models.Index(fields=["author"], name="message_by_author", condition=~Q(author=None))]

    def __str__(self) -> str:
        return f"{self.fault_id}/{self.pk}"

    @property
    def is_ours(self) -> bool:
        """Whether we wrote it."""
        return self.kind != self.Kind.FROM_PRACTICE
