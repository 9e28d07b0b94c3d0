"""People as the privacy floor knows them: an identity and a state."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class DataSubject(models.Model):
    """Somebody about whom we hold data, with or without an account; a UUID and a state, nothing else."""

    class State(models.TextChoices):
        ACTIVE = "active", _("active")
        RESTRICTED = "restricted", _("restricted")
        ERASING = "erasing", _("being erased")
        ERASED = "erased", _("erased")

    uuid = models.UUIDField(_("identity"), default=uuid.uuid4, unique=True, editable=False)
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.ACTIVE)
    created_at = models.DateTimeField(_("known since"), auto_now_add=True)

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["active", "restricted", "erasing", "erased"]),
                name="datasubject_state",
            )
        ]
        indexes = [models.Index(fields=["id"], condition=models.Q(state="erased"), name="datasubject_erased")]

    def __str__(self) -> str:
        return str(self.uuid)
