"""Data of a patient stood where it should not: it is gone, and this is the trace that it was."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from privacy.models import Breach


class PatientDataRemoval(models.Model):
    """What kind of thing held data of a patient, who removed it and when; never what it said.

    `about` is the fault, visit or question it belonged to, `row` which of its texts or files it was.
    """

    class Kind(models.TextChoices):
        PHOTO = "photo", _("photo")
        DESCRIPTION = "description", _("description")
        MESSAGE = "message", _("message")
        SOLUTION = "solution", _("what was done")
        REMARKS = "remarks", _("remarks")
        NOTE = "note", _("note")
        SUBJECT = "subject", _("subject line")
        ATTACHMENT = "attachment", _("attachment")

    class Role(models.TextChoices):
        PRACTICE = "practice", _("the practice")
        STAFF = "staff", _("our staff")

    kind = models.CharField(_("sort"), max_length=12, choices=Kind.choices)
    about = models.CharField(_("about"), max_length=24)
    row = models.PositiveBigIntegerField(_("which of them"), null=True, blank=True)
    role = models.CharField(_("removed by"), max_length=8, choices=Role.choices)
    actor = models.UUIDField(_("by"), null=True, blank=True)
    breach = models.ForeignKey(Breach, models.PROTECT, related_name="removals", verbose_name=_("data breach"))
    at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        verbose_name = _("removal of a patient's data")
        verbose_name_plural = _("removals of patients' data")
        constraints = [
            models.CheckConstraint(condition=Q(role__in=["practice", "staff"]), name="removal_role"),
        ]
        indexes = [
            models.Index(fields=["about"], name="removal_about"),
            models.Index(fields=["at"], name="removal_by_age"),
            models.Index(fields=["actor"], name="removal_by_actor", condition=~Q(actor=None)),
        ]

    def __str__(self) -> str:
        return f"{self.about}: {self.kind}"
