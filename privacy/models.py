"""People as the privacy floor knows them, and what left the house about them."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from d4d.foundation.triggers import AppendOnly


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

    def __str__(self) -> str:
        return str(self.uuid)


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


class Disclosure(models.Model):
    """Data about somebody went to a recipient: names of fields and the occasion, never the values."""

    subject = models.UUIDField(_("person"), null=True, blank=True)
    recipient = models.CharField(_("recipient"), max_length=30)
    purpose = models.CharField(_("purpose"), max_length=30)
    fields = models.JSONField(_("fields"))
    occasion = models.CharField(_("occasion"), max_length=80)
    at = models.DateTimeField(_("at"), auto_now_add=True)

    triggers = [AppendOnly()]

    class Meta:
        verbose_name = _("disclosure")
        verbose_name_plural = _("disclosures")
        indexes = [models.Index(fields=["subject", "at"], name="disclosure_of_subject")]

    def __str__(self) -> str:
        return f"{self.recipient}: {self.occasion}"
